import Foundation
import Quantities
import Testing

@testable import Traces

@Suite("Windows of traces")
struct WindowTests {
    /// 1 mA at rest and 5 mA in two calls, at 1 kHz.
    private func ppk2(_ states: String) throws -> TraceFile {
        let lines = states.enumerated().map { "\($0),\($1 == "1" ? 5000 : 1000),\($1)0000000\n" }
        return try TraceFile("Timestamp(ms),Current(uA),D0-D7\n" + lines.joined())
    }

    @Test("Each run of a channel is a window, with and without the idle power")
    func calls() throws {
        let idle = TraceIdle.range(try TraceRange(from: Seconds(0), to: Seconds(0.002)))
        for idle in [idle, .power(Watts(2e-3))] {
            let trace = try ppk2("00111001100").trace {
                ($0.voltage, $0.windows, $0.calls, $0.idle) = (Volts(2), .digital(0), 2, idle)
            }
            #expect(trace.windows.map(\.name) == ["D0 #1", "D0 #2"] && trace.warnings.isEmpty)
            #expect(agree(trace.idle?.value, 2e-3))
            for (window, milliseconds) in zip(trace.windows, [3.0, 2]) {
                #expect(agree(window.energy.value, 10e-6 * milliseconds))
                #expect(agree(window.energy(above: Watts(2e-3)).value, 8e-6 * milliseconds))
            }
            #expect(zip(trace.energyPerCall, [15e-6, 10e-6]).allSatisfy { agree($0.value, $1) })
            #expect(zip(trace.energyPerCallAboveIdle ?? [], [12e-6, 8e-6]).allSatisfy { agree($0.value, $1) })
            let sum = try #require(trace.sum)
            #expect(agree(sum.energy.value, 50e-6) && agree(sum.duration.value, 5e-3) && sum.samples == 5)
            #expect(agree(sum.charge?.value, 25e-6) && agree(sum.meanCurrent?.value, 5e-3))
        }
    }

    @Test("A window at an end of the file is stated")
    func cutWindows() throws {
        let warnings = try ppk2("1001").trace { ($0.voltage, $0.windows) = (Volts(2), .digital(0)) }.warnings
        #expect(
            warnings.map { $0.drop { $0 != ":" } } == [
                ": the beginning of the file lies in a window, whose energy may be part of a call's",
                ": the end of the file lies in a window, whose energy may be part of a call's",
            ])
    }

    @Test("A gap at the end of a window belongs to it")
    func gapInWindow() throws {
        let file = try TraceFile(
            "Timestamp(ms),Current(uA),D1\n0,1000,0\n1,1000,0\n2,1000,1\n3,1000,1\n9,1000,0\n10,1000,0\n")
        let window = try file.trace { ($0.voltage, $0.windows) = (Volts(1), .digital(1)) }.windows[0]
        #expect(agree(window.duration.value, 7e-3) && agree(window.coverage, 2.0 / 7) && window.gaps.count == 1)
        #expect(agree(window.energy.value, 2e-6) && agree(window.scaledEnergy.value, 7e-6))
    }

    @Test("Runs of marks are windows of their own, even with the same label")
    func marks() throws {
        let file = try TraceFile("t[s];P[mW];phase\n0;1;a\n1;1;a\n2;2;\n3;4;a\n4;5;b b\n")
        let trace = try file.trace {
            $0.columns = try ["time=t", "power=P", "mark=phase"].map { try TraceColumn(parsing: $0) }
            $0.windows = .marks
        }
        #expect(trace.windows.map(\.name) == ["a", "a", "b b"])
        #expect(trace.windows.map(\.energy.value) == [2e-3, 4e-3, 5e-3])
        #expect(trace.warnings.count == 2 && trace.windows.allSatisfy { $0.charge == nil })
    }

    @Test("Missing readings of a window are counted, and the rest of it stands for them")
    func missing() throws {
        let window = try TraceFile("# time,a.current,a.voltage\n0,1,2\n1,nan,2\n2,3,\n3,1,2\n").trace().windows[0]
        #expect(window.samples == 2 && window.missing == 2 && window.coverage == 0.5)
        #expect(window.energy == Joules(4) && window.scaledEnergy == Joules(8) && window.charge == Coulombs(2))
        let halves = try TraceFile("# time,a.current,a.power\n0,1,2\n1,nan,2\n2,3,nan\n3,1,2\n").trace().windows[0]
        #expect(halves.missing == 2 && halves.energy == Joules(4) && halves.charge == Coulombs(2))
    }

    @Test("A counter that begins anew leaves its step out")
    func restart() throws {
        let text = "#time,current,voltage,power,charge,energy\n0,1,2,2,0,0\n1,1,2,2,1,2\n2,1,2,2,0.5,1\n3,1,2,2,1.5,3\n"
        let trace = try TraceFile(text).trace()
        #expect(trace.windows[0].energy == Joules(4) && trace.windows[0].covered == Seconds(2))
        #expect(trace.warnings.count == 1 && trace.warnings[0].contains(":4: a counter began anew (times in all: 1)"))
    }

    @Test("A channel that frames no calls is refused before its windows fill the memory")
    func tooMany() throws {
        let file = try ppk2(String(repeating: "01", count: Integrator.mostWindows + 1))
        let words = file.complaint { ($0.voltage, $0.windows) = (Volts(2), .digital(0)) }
        #expect(words == "FILE: there are more than 100000 windows; choose a channel or marks that frame calls")
    }

    @Test("JSON has every figure in SI units")
    func document() throws {
        let file = try ppk2("0110")
        let trace = try file.trace { ($0.voltage, $0.windows, $0.idle) = (Volts(2), .digital(0), .power(Watts(2e-3))) }
        let object =
            try JSONSerialization.jsonObject(with: JSONEncoder().encode(TraceDocument(trace))) as? [String: Any]
        let window = (object?["windows"] as? [[String: Any]])?.first
        #expect(object?["source"] as? String == file.path && object?["format"] as? String == "ppk2")
        #expect(object?["voltage"] as? Double == 2 && object?["idlePower"] as? Double == 2e-3)
        #expect(agree(window?["energy"] as? Double, 20e-6) && agree(window?["netEnergy"] as? Double, 16e-6))
        #expect(agree(window?["meanCurrent"] as? Double, 5e-3) && agree(window?["start"] as? Double, 1e-3))
    }
}
