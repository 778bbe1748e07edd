import Foundation
import Quantities
import Statistics
import TestSupport
import Testing

@Suite("Quantities")
struct QuantityTests {
    @Test("Charge becomes energy only with a voltage, power only with a time")
    func products() {
        let charge = Amperes(6.4e-3) * Seconds(8.872e-3)
        #expect(abs(charge.value - 56.7808e-6) < 1e-18)
        #expect(abs((charge * Volts(3)).value - 170.3424e-6) < 1e-18)
        #expect(Watts(2) * Seconds(3) == Joules(6))
        #expect(Joules(6) / Seconds(3) == Watts(2) && Joules(6) / Watts(2) == Seconds(3))
        #expect(Coulombs(6) / Seconds(3) == Amperes(2) && Coulombs(6) / Amperes(2) == Seconds(3))
        #expect(Joules(6) / Volts(3) == Coulombs(2) && Watts(6) / Volts(3) == Amperes(2))
        #expect(ByteCount(1200) / BitRate(9600) == Seconds(1))
        #expect(Joules(6) / Joules(3) == 2)
    }

    @Test(
        "Texts are read with their units",
        arguments: [
            ("6.40 mA", 6.4e-3), ("0.9 µA", 0.9e-6), ("0.9 \u{3BC}A", 0.9e-6), ("0.9uA", 0.9e-6), ("1e-3 A", 1e-3),
            ("-2 A", -2),
        ])
    func currents(text: String, amperes: Double) throws {
        #expect(try abs(Amperes(parsing: text).value - amperes) <= 1e-15 * abs(amperes))
    }

    @Test("Every unit is worth what it says")
    func units() throws {
        #expect(try Coulombs(parsing: "225 mAh").value == 810)
        #expect(try Joules(parsing: "1.5 Wh").value == 5400)
        #expect(try Joules(parsing: "685 pJ").value == 685e-12)
        #expect(try Seconds(parsing: "2 h").value == 7200 && Seconds(parsing: "1 a").value == 8760 * 3600)
        #expect(try BitRate(parsing: "9.6 kbit/s").value == 9600 && BitRate(parsing: "1 kB/s").value == 8000)
        #expect(try PowerPerBitRate(parsing: "438.39 mW/(Mbit/s)") * BitRate(1e6) == Watts(0.43839))
        #expect(try abs((EnergyPerByte(parsing: "0.628 mJ/KiB") * .kibibyte).value - 0.628e-3) < 1e-15)
        #expect(try abs((EnergyPerByte(parsing: "0.628 mJ/KB") * ByteCount(1000)).value - 0.628e-3) < 1e-15)
        #expect(try abs((ChargePerByte(parsing: "18.875 µC/B") * ByteCount(80)).value - 1.51e-3) < 1e-15)
        #expect(try abs(Ratio(parsing: "35 %").value - 0.35) < 1e-15 && Ratio(parsing: "0.35").value == 0.35)
        #expect(try abs(Ratio(parsing: "50 ppm").value - 50e-6) < 1e-18)
    }

    @Test("KB and KiB are not the same")
    func bytes() throws {
        #expect(try ByteCount(parsing: "1.5 KB").count == 1500)
        #expect(try ByteCount(parsing: "1.5 KiB").count == 1536)
        #expect(try ByteCount(parsing: "0").count == 0)
        #expect(ByteCount(1024).description == "1 KiB" && ByteCount(1000).description == "1 KB")
        #expect(ByteCount(1536).description == "1.5 KiB" && ByteCount(1234).description == "1234 B")
    }

    @Test("What has another dimension, or none, is refused with what is known")
    func refusals() {
        #expect(throws: QuantityError.self) { try Joules(parsing: "5 mAh") }
        #expect(throws: QuantityError.self) { try Amperes(parsing: "6.4") }
        #expect(throws: QuantityError.noNumber("nan A", kind: "current")) { try Amperes(parsing: "nan A") }
        #expect(throws: QuantityError.noNumber("1e999 A", kind: "current")) { try Amperes(parsing: "1e999 A") }
        #expect(throws: QuantityError.noNumber("", kind: "current")) { try Amperes(parsing: "") }
        #expect(throws: QuantityError.noWholeBytes("0.5 B")) { try ByteCount(parsing: "0.5 B") }
        #expect(throws: QuantityError.noWholeBytes("-1")) { try ByteCount(parsing: "-1") }
        do {
            _ = try Volts(parsing: "3 mA")
            Issue.record("a current was taken for a voltage")
        } catch {
            #expect(
                error.description
                    == "'3 mA' has no unit of voltage; known: GV, MV, kV, V, mV, µV, nV, pV, fV")
        }
    }

    @Test("Quantities print with three digits and a fitting prefix")
    func printing() {
        #expect(Joules(0.2060e-3).description == "206 µJ")
        #expect(Joules(0.99996).description == "1 J" && Joules(0).description == "0 J")
        #expect(Watts(-0.0125).description == "-12.5 mW")
        #expect(Ratio(0.35).description == "0.35")
        #expect(Joules.description(Joules(1.38e-3)...Joules(2.04e-3)) == "1.38–2.04 mJ")
        #expect(Joules.description(Joules(1)...Joules(1)) == "1 J")
    }

    @Test("What is printed reads back within its digits")
    func roundTrip() throws {
        var generator = SeededGenerator(for: #function)
        for _ in 0..<1000 {
            let energy = Joules(pow(10, generator.uniform() * 20 - 12))
            let read = try Joules(parsing: energy.description)
            #expect(abs(read.value / energy.value - 1) < 5.1e-3, "\(energy.value) printed as \(energy)")
        }
    }
}
