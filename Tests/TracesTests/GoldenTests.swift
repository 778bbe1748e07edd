import Foundation
import Quantities
import Testing

@testable import Traces

/// The figures are those that `Fixtures/make.py` prints, which sums exact fractions.
@Suite("Golden traces")
struct GoldenTests {
    @Test("PPK2: three lost samples are a gap, not energy")
    func ppk2() throws {
        let trace = try TraceFile.golden("ppk2.csv") { $0.voltage = Volts(3.7) }
        let window = trace.windows[0]
        #expect(trace.format == "ppk2" && trace.warnings.isEmpty && window.samples == 37)
        #expect(agree(trace.period.value, 1e-5))
        #expect(agree(window.energy.value, 7.457541512e-6) && agree(window.charge?.value, 2.01555176e-6))
        #expect(agree(window.covered.value, 0.00037) && agree(window.duration.value, 0.0004))
        #expect(agree(window.coverage, 37.0 / 40) && agree(window.scaledEnergy.value, 7.457541512e-6 * 40 / 37))
        #expect(window.gaps.count == 1 && agree(window.gaps.longest.value, 3e-5))
        #expect(agree(window.gaps.first.first?.start.value, 15e-5))
    }

    @Test("PPK2: a channel frames a window, and keeps its state where it was both")
    func ppk2Channel() throws {
        let trace = try TraceFile.golden("ppk2.csv") {
            ($0.voltage, $0.windows) = (Volts(3.7), .digital(0))
        }
        #expect(trace.windows.map(\.name) == ["D0 #1"])
        #expect(agree(trace.windows[0].energy.value, 2.099735718e-6))
        #expect(agree(trace.windows[0].start.value, 1e-4) && agree(trace.windows[0].duration.value, 1.3e-4))
        #expect(agree(trace.windows[0].covered.value, 1e-4))
    }

    @Test("Joulescope: the power of the file, without the readings that are missing")
    func joulescope() throws {
        let trace = try TraceFile.golden("joulescope.csv")
        let window = trace.windows[0]
        #expect(trace.format == "joulescope" && window.samples == 28 && window.missing == 2 && window.gaps.count == 0)
        #expect(agree(window.energy.value, 0.0089848656) && agree(window.charge?.value, 0.0027029433))
        #expect(agree(window.coverage, 28.0 / 30))
    }

    @Test("Joulescope's statistics: the difference of the counters, across a missing line")
    func statistics() throws {
        let trace = try TraceFile.golden("statistics.csv")
        let window = trace.windows[0]
        #expect(trace.format == "joulescope-statistics" && trace.warnings.isEmpty)
        #expect(agree(window.energy.value, 10.9768) && agree(window.charge?.value, 2.31553))
        #expect(window.coverage == 1 && window.duration == Seconds(5.5) && window.gaps.count == 0)
        let part = try TraceFile.golden("statistics.csv") {
            $0.windows = .ranges([try TraceRange(from: Seconds(0.5), to: Seconds(1))])
        }
        #expect(agree(part.windows[0].energy.value, 1.58638 - 0.755928))
    }

    @Test("Monsoon: seconds that are called ms, packets that share a time")
    func monsoon() throws {
        let trace = try TraceFile.golden("monsoon.csv")
        let window = trace.windows[0]
        #expect(trace.format == "monsoon" && window.samples == 36 && agree(trace.period.value, 6e-4))
        #expect(agree(window.energy.value, 0.00589622660563324) && agree(window.charge?.value, 0.0014742540989579926))
        #expect(window.gaps.count == 0 && window.coverage == 1)
        #expect(trace.warnings.count == 1 && trace.warnings[0].hasSuffix("only the channel Main is counted, not USB"))
    }

    @Test("SPEC's daemon: over midnight, with notices between the readings")
    func daemon() throws {
        let trace = try TraceFile.golden("ptdaemon.log")
        #expect(trace.format == "ptdaemon" && agree(trace.windows[0].energy.value, 257.68))
        #expect(trace.windows[0].charge == nil && trace.windows[0].duration == Seconds(10))
        #expect(trace.warnings.count == 1 && trace.warnings[0].contains("log:1: no reading (such lines in all: 1)"))
        let marked = try TraceFile.golden("ptdaemon.log") { $0.windows = .marks }
        #expect(marked.windows.map(\.name) == ["run_1"] && agree(marked.windows[0].energy.value, 103.08))
        #expect(marked.windows[0].start == Seconds(2) && marked.windows[0].duration == Seconds(4))
    }

    @Test("A file of one's own: semicolons, a byte order mark, quotation marks")
    func own() throws {
        func read(_ columns: [String]) throws -> Trace {
            try TraceFile.golden("own.csv") {
                $0.columns = try columns.map { try TraceColumn(parsing: $0) }
                $0.voltage = Volts(1.8)
            }
        }
        for columns in [["time=t[ms]", "current=I main[mA]"], ["time=t [ms]", "current=I main", "D0=trigger"]] {
            #expect(agree(try read(columns).windows[0].energy.value, 0.00011333268))
        }
    }
}
