import Foundation
import Quantities
import Statistics
import TestSupport
import Testing

@testable import Traces

@Suite("Integration of traces")
struct IntegrationTests {
    private func csv(_ samples: [(time: Double, power: Double)]) throws -> TraceFile {
        try TraceFile("time (s),power (W)\n" + samples.map { "\($0.time),\($0.power)\n" }.joined())
    }

    private func trace(_ samples: [(time: Double, power: Double)], _ windows: TraceWindows = .whole) throws -> Trace {
        try csv(samples).trace {
            $0.columns = [try TraceColumn(parsing: "time=time"), try TraceColumn(parsing: "power=power")]
            $0.windows = windows
        }
    }

    /// The mean of `a + b cos ωt` over a step is known, so the energy is exact whatever the rate.
    @Test("Samples that are means give the integral at any rate")
    func closedForms() throws {
        var random = SeededGenerator(for: #function)
        for _ in 0..<20 {
            let step = 1 / (10 + 1e5 * random.uniform())
            let (a, b, omega) = (1 + random.uniform(), random.uniform(), 100 * random.uniform())
            let start = 1000 * random.uniform()
            let times = (0...2500).map { start + step * Double($0) }
            func integral(_ t: Double) -> Double { a * (t - start) + b / omega * (sin(omega * t) - sin(omega * start)) }
            let samples = zip(times, times.dropFirst()).map { ($0, (integral($1) - integral($0)) / ($1 - $0)) }
            let whole = try trace(samples).windows[0]
            #expect(agree(whole.energy.value, integral(times[2500])))
            #expect(agree(whole.duration.value, step * 2500) && whole.coverage > 1 - 1e-12 && whole.gaps.count == 0)
            let (from, to) = (times[random.integer(below: 1000)], times[1500 + random.integer(below: 1000)])
            let part = try trace(samples, .ranges([try TraceRange(from: Seconds(from), to: Seconds(to))])).windows[0]
            #expect(agree(part.energy.value, integral(to) - integral(from)))
        }
    }

    /// Fails where a gap is ignored: the sample before it would stand for all of it.
    @Test("Lost samples lower the coverage, and not the scaled energy")
    func randomGaps() throws {
        var random = SeededGenerator(for: #function)
        for _ in 0..<20 {
            let power = 1 + random.uniform()
            // The first steps tell the period. Each loss takes two samples or more.
            var (time, times) = (0, [Int]())
            for _ in 0..<500 {
                let step = time > 100 && random.integer(below: 10) == 0 ? 3 + random.integer(below: 50) : 1
                times.append(time)
                time += step
            }
            let end = (times.last ?? 0) + 1
            // The sample before a gap is an outlier, which must not be drawn out over the gap.
            let isBeforeGap = zip(times, times.dropFirst() + [end]).map { $1 - $0 > 1 }
            let samples = zip(times, isBeforeGap).map { (Double($0) * 0.25, $1 ? 100 * power : power) }
            let window = try trace(samples).windows[0]
            let outliers = isBeforeGap.count { $0 }
            let energy = 0.25 * power * Double(times.count - outliers + 100 * outliers)
            #expect(agree(window.energy.value, energy) && window.gaps.count == outliers)
            #expect(agree(window.covered.value, 0.25 * Double(times.count)))
            #expect(agree(window.duration.value, 0.25 * Double(end)))
            #expect(agree(window.scaledEnergy.value, energy * Double(end) / Double(times.count)))
            #expect(window.gaps.first.count == min(5, outliers) && window.gaps.longest.value > 0)
        }
    }

    @Test("A step of two periods is none of a gap, one of three is")
    func gapThreshold() throws {
        let steady = (0..<10).map { (Double($0), 2.0) }
        #expect(try trace(steady + [(11, 2), (12, 2)]).windows[0].coverage == 1)
        let window = try trace(steady + [(12, 2), (13, 2)]).windows[0]
        #expect(window.gaps.first == [TraceGap(start: Seconds(10), duration: Seconds(2))])
        #expect(window.energy == Joules(24) && window.scaledEnergy == Joules(28))
    }

    @Test("The usual period is the median: a short step makes no gaps of the others")
    func jitter() throws {
        let trace = try trace([0, 1, 2, 2.01, 3, 4, 5].map { ($0, 2) })
        #expect(trace.period == Seconds(1) && trace.windows[0].coverage == 1 && trace.windows[0].energy == Joules(12))
    }

    @Test("A range takes its share of a sample, and what is beyond the file is not covered")
    func ranges() throws {
        let samples = (0..<4).map { (Double($0), Double($0 + 1)) }
        let ranges = [(0.5, 2.25), (3, 5), (1.25, 1.5)]
        let windows = try trace(
            samples, .ranges(ranges.map { try TraceRange(from: Seconds($0), to: Seconds($1)) })
        ).windows
        #expect(windows.map(\.energy) == [Joules(0.5 + 2 + 0.75), Joules(4), Joules(0.5)])
        #expect(windows.map(\.coverage) == [1, 0.5, 1])
        #expect(windows.map(\.name) == ["500 ms to 2.25 s", "3 s to 5 s", "1.25 s to 1.5 s"])
        #expect(windows[1].scaledEnergy == Joules(8) && windows[1].highestPower == Watts(4))
        let sum = try #require(TraceWindow(sumOf: windows))
        #expect(sum.energy == Joules(7.75) && sum.scaledEnergy == Joules(11.75) && sum.covered == Seconds(3))
        #expect(sum.scaledEnergy(above: Watts(1)) == Joules(7.75) && sum.energy(above: Watts(1)) == Joules(4.75))
    }

    @Test("Sums of many small terms keep their digits")
    func compensation() {
        var sum = CompensatedSum()
        sum.add(1e16)
        for _ in 0..<10_000 { sum.add(1) }
        sum.add(-1e16)
        #expect(sum.value == 10_000)
    }
}
