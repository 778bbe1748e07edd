import Statistics
import Testing

@testable import Drift

/// Detectors' run lengths against what can be known without simulating them.
@Suite("Closed forms") struct ClosedFormTests {
    /// One-sided lengths; D. C. Montgomery's "Introduction to Statistical Quality Control" has 465 and 168 for both
    /// sides together at a reference of ½, and 10.4 and 8.38 after a step of one deviation.
    @Test("The exact CUSUM, which Page-Hinkley is held against, is the published one") func cusum() {
        for (threshold, still, step) in [(4.0, 168.0, 8.38), (5, 465, 10.4)] {
            let exact = ExactCusum(reference: 0.5, threshold: threshold)
            #expect(abs(exact.meanRunLength(mean: 0) / 2 - still) < 1)
            #expect(abs(exact.meanRunLength(mean: 1) - step) < 0.05)
        }
    }

    /// The mean is known from 10,000 values by then, and the sum lies where it lies in the long run.
    @Test("Page-Hinkley that knows its mean is a CUSUM") func pageHinkley() throws {
        let detector = try PageHinkley(minInstances: 1, delta: 0.5, threshold: 12, alpha: 1, mode: .up)
        let found = try RunLength.sinceChange(
            at: 10_000, of: detector, on: { $1.gaussian() + ($0 < 10_000 ? 0 : 1) }, seeds: 0..<400, limit: 1000,
            confidence: 0.999)
        let exact = ExactCusum(reference: 0.5, threshold: 12).steadyMeanRunLength(mean: 1)
        let interval = try #require(found.meanInterval)
        #expect(found.missed == 0)
        #expect(interval.low < exact && exact < interval.high, "\(found.mean) for \(exact)")
    }

    /// After n values of 0, the k-th of s lies s·n ÷ (n + k) above the mean.
    @Test("Without noise, Page-Hinkley's delay is a harmonic sum", arguments: [0.3, 1, 2.5]) func noiseless(
        step: Double
    ) throws {
        for before in [30, 100, 1000] {
            let (delta, threshold) = (0.05, 6.25)
            let detector = try PageHinkley(delta: delta, threshold: threshold, alpha: 1, mode: .up)
            let found = try RunLength.sinceChange(
                at: before, of: detector, on: { index, _ in index < before ? 0 : step }, seeds: [0], limit: 2000)
            var sum = 0.0
            let expected = (1...2000).first { k in
                sum += step * Double(before) / Double(before + k) - delta
                return sum > threshold
            }
            #expect(found.lengths == [expected ?? 2001], "\(before) values before")
        }
    }

    /// Each test of a window may go wrong with probability δ: false alarms are at least `clock` ÷ δ values apart.
    @Test("ADWIN's false alarms are as rare as asked for", arguments: [0.05, 0.3]) func adwin(delta: Double) throws {
        let detector = try ADWIN(delta: delta)
        let streams: [DriftStream] = [{ $1.uniform() < 0.5 ? 1 : 0 }, { $1.uniform() < 0.1 ? 1 : 0 }, { $1.uniform() }]
        for stream in streams {
            let found = try RunLength.untilFalseAlarm(of: detector, on: stream, seeds: 0..<200, limit: 4000)
            #expect((found.meanInterval?.low ?? 0) > 32 / delta, "\(found.mean)")
        }
    }

    @Test("Larger steps are seen sooner") func steps() throws {
        func medians(_ detector: some DriftDetector) throws -> [Double] {
            try [0.25, 0.4, 0.7].map { rate in
                let stream: DriftStream = { $1.uniform() < ($0 < 1000 ? 0.1 : rate) ? 1 : 0 }
                return try RunLength.sinceChange(at: 1000, of: detector, on: stream, seeds: 0..<60, limit: 3000).median
            }
        }
        for found in try [medians(PageHinkley()), medians(ADWIN()), medians(DDM())] {
            #expect(found[0] > found[1] && found[1] > found[2], "\(found)")
        }
        let wrongWay = try RunLength.sinceChange(
            at: 1000, of: PageHinkley(mode: .down), on: { $1.uniform() < ($0 < 1000 ? 0.1 : 0.7) ? 1 : 0 },
            seeds: 0..<20, limit: 3000)
        #expect(wrongWay.missed == 20)
    }
}
