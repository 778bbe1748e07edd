import EnergyModels
import Foundation
import Quantities
import Testing

@testable import Suites

@Suite("suites/profiles")
struct ProfileTests {
    private static func shipped() throws -> ProfileCatalogue {
        try ProfileCatalogue { try Repository.definition(of: $0) }
    }

    /// The shipped profiles, but for a piece of one file.
    private static func changed(_ name: String, _ old: String, _ new: String) throws -> ProfileCatalogue {
        try ProfileCatalogue {
            try $0 == name ? Repository.definition(of: $0, replacing: old, with: new) : Repository.definition(of: $0)
        }
    }

    @Test("Every number has a source, conditions and ends about its value")
    func sources() throws {
        let all = try Self.shipped().all()
        #expect(all.count >= 50)
        for (_, profile, title, numbers) in all {
            #expect(!title.isEmpty && !numbers.isEmpty, "\(profile)")
            for number in numbers {
                let place = "\(profile) \(number.name)"
                #expect(!number.source.document.isEmpty && !number.conditions.isEmpty, "\(place)")
                #expect(number.low <= number.value && number.value <= number.high, "\(place)")
                #expect(number.range.contains(number.value), "\(place)")
                if number.kind == .assumed { #expect(number.verification == .unverified, "\(place)") }
                if number.verification == .unverified, number.kind != .chosen, number.value > 0 {
                    #expect(number.range.upperBound >= min(number.most, 1.249 * number.value), "\(place)")
                }
            }
        }
    }

    @Test("There is a radio of each class, a processor of each core and a battery of each device")
    func classes() throws {
        let catalogue = try Self.shipped()
        for name in [
            "ble-1m-nrf52840", "ble-2m-nrf52840", "ble-coded-s8-nrf52840", "wifi-phone", "esp32-cold-static",
            "esp32-associated-light-sleep", "ieee802154-cc2538", "lora-sf7-samr34", "lora-sf12-samr34", "lte-m",
            "nb-iot-best", "nb-iot-typical", "nb-iot-worst", "phone-3g", "phone-lte", "phone-5g-low",
            "phone-5g-mmwave", "cubesat-uhf", "cubesat-s-band", "iridium-9602",
        ] {
            _ = try catalogue.radio(name)
        }
        for name in [
            "nucleo-g0b1re", "nucleo-l4r5zi", "nucleo-h7a3zi", "nucleo-u575zi", "cortex-m55", "esp32-s3", "max78000",
            "gap9", "raspberry-pi-4", "raspberry-pi-5", "jetson-nano",
        ] {
            _ = try catalogue.processor(name)
        }
        for name in ["cr2032", "ring", "watch", "phone", "cubesat"] { _ = try catalogue.battery(name) }
    }

    @Test("A profile that is like another one takes over what it does not give")
    func likeness() throws {
        let catalogue = try Self.shipped()
        let (one, other) = try (catalogue.radio("lora-sf7-samr34"), catalogue.radio("lora-sf12-samr34"))
        let (fast, slow) = try (#require(one.nominal as? LoRaRadio), #require(other.nominal as? LoRaRadio))
        #expect(fast.transmit == slow.transmit && fast.spreading == 7 && slow.spreading == 12)
        #expect(fast.payloadLimit == 222 && slow.payloadLimit == 51)
        #expect(fast.receiveWindows < slow.receiveWindows)
    }

    @Test("The shipped radios reproduce what they were drawn from")
    func figures() throws {
        let catalogue = try Self.shipped()
        func energy(_ name: String, _ bytes: Int) throws -> Double {
            try catalogue.radio(name).nominal
                .transmission(of: ByteCount(bytes), .up, every: Seconds(86_400)).energy.value
        }
        #expect(try abs(energy("ble-1m-nrf52840", 1024) - 0.2060e-3) < 5e-8)
        #expect(try abs(energy("ble-2m-nrf52840", 1024) - 0.1179e-3) < 5e-8)
        #expect(try abs(energy("phone-lte", 1024) - 12.59961) < 5e-6)
        #expect(try abs(energy("lte-m", 40) - 3.7 * 115.06e-3) < 1e-9)
        #expect(try abs(energy("lte-m", 120) - 3.7 * 116.57e-3) < 1e-9)
        for (name, joules) in [("nb-iot-best", 0.130), ("nb-iot-typical", 0.336), ("nb-iot-worst", 36.5)] {
            #expect(try abs(energy(name, 512) - joules) < 1e-3, "\(name)")
        }
    }

    @Test(
        "What is wrong in a file is named by line and field",
        arguments: [
            ("radios", "value: 6.4 mA", "value: 6.4 mV", "radios[0].numbers.transmit.value", "no unit of current"),
            ("radios", "value: 6.4 mA", "value: .nan", "radios[0].numbers.transmit.value", "is not current"),
            ("radios", "value: 6.4 mA", "value: 9 mA", "radios[0].numbers.transmit", "does not lie between its ends"),
            ("radios", "low: 6.1 mA", "low: -6.1 mA", "radios[0].numbers.transmit", "does not lie between its ends"),
            (
                "radios", "source: nrf52840,", "source: nrf5284,", "radios[0].numbers.supply.source",
                "no source is called"
            ),
            (
                "radios", ", source: nrf52840, conditions", ", conditions", "radios[0].numbers.supply",
                "'source' is missing"
            ),
            ("radios", "kind: datasheet", "kind: heard", "radios[0].numbers.supply.kind", "'heard' is not known here"),
            ("radios", "      transmit:", "      transmits:", "radios[0].numbers.transmits", "there is no such number"),
            ("radios", "phy: 1m", "phy: 3m", "radios[0].choices.phy", "'3m' cannot be chosen"),
            ("radios", "model: ble", "model: blue", "radios[0].model", "no model is called 'blue'"),
            (
                "radios", "like: ble-1m-nrf52840", "like: ble-1m-nrf5284", "radios[1].like",
                "no profile above is called 'ble-1m-nrf5284'"
            ),
            (
                "batteries", "value: 225 mAh", "value: 225 mWh", "batteries[0].numbers.capacity.value",
                "no unit of charge"
            ),
            ("processors", "name: nucleo-u575zi\n", "name: nucleo-l4r5zi\n", "processors[2]", "is given twice"),
            ("processors", "models: { kws: 2656768", "models: { kws: 0", "models.kws", "0 is out of range"),
            ("processors", "vww: 3895 µJ", "vwv: 3895 µJ", "processors[0].inferences.vwv", "unknown key 'vwv'"),
        ])
    func wrong(file: String, old: String, new: String, field: String, cause: String) throws {
        let error = try #require(throws: DefinitionError.self) {
            try Self.changed("profiles/\(file)", old, new).all()
        }
        #expect(error.field == field)
        #expect(error.cause.contains(cause), "\(error.cause)")
        #expect(error.line != nil && !error.remedy.isEmpty)
    }

    @Test("An unknown name is refused with the nearest")
    func unknown() throws {
        let catalogue = try Self.shipped()
        let error = try #require(throws: SuiteError.self) { try catalogue.radio("ble-1m-nrf5284") }
        #expect("\(error)".hasPrefix("no radio is called 'ble-1m-nrf5284'; nearest: ble-1m-nrf52840"))
        let begun = try #require(throws: SuiteError.self) { try catalogue.radio("ble-1m") }
        #expect("\(begun)".hasPrefix("no radio is called 'ble-1m'; known: ble-1m-nrf52840, ble-1m-nrf54l15"))
    }
}
