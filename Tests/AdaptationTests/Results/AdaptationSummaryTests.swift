import Testing

@testable import Adaptation

@Suite struct AdaptationSummaryTests {
    private let drift = [DriftSchedule.Drift(begin: 4, end: 4, to: .new)]

    private func results(_ texts: [String], alarms: [Int]? = nil) -> [PrequentialResult] {
        texts.map { PrequentialResultTests.result($0, drifts: drift, alarms: alarms) }
    }

    /// Gains of 3/4, 1/2 and 1/2: mean 7/12, deviation 1/(4√3), Student's quantile of 2 degrees of freedom 4.302653.
    @Test func gainsArePairedBySeed() throws {
        let summary = AdaptationSummary(
            results(["11110111", "11111111", "11110101"]), frozen: results(["11110000", "11110110", "11110000"]))
        let gain = try #require(summary.gain)
        #expect(abs(gain.value - 7.0 / 12) < 1e-12)
        let reach = 4.302652729911275 / (4 * 3.0.squareRoot()) / 3.0.squareRoot()
        #expect(abs(gain.interval.low - (7.0 / 12 - reach)) < 1e-9)
        #expect(summary.beatsFrozen)
        #expect(summary.before?.value == 1)
    }

    @Test func anIntervalThatHoldsZeroDoesNotBeatFrozen() {
        let summary = AdaptationSummary(
            results(["11110111", "11110000", "11110101"]), frozen: results(["11110000", "11110110", "11110000"]))
        #expect(!summary.beatsFrozen)
        #expect((summary.gain?.value ?? 0) > 0)
    }

    @Test func countsAreOverAllRuns() {
        let summary = AdaptationSummary(
            results(["111100111", "111100000", "111111111"], alarms: [2, 6]), frozen: results(["1", "1", "1"]))
        #expect(summary.drifts == 3)
        #expect(summary.recovered == 2)
        #expect(summary.medianRecovery == 4)
        #expect(summary.missed == 0)
        #expect(summary.falseAlarms == 3)
        #expect(summary.medianDelay == 2)
        #expect(summary.updates?.value == 4)
    }

    @Test func oneSeedHasNoInterval() {
        let summary = AdaptationSummary(results(["11110111"]), frozen: results(["11110000"]))
        #expect(summary.gain == nil)
        #expect(!summary.beatsFrozen)
        #expect(summary.missed == nil && summary.falseAlarms == nil && summary.medianDelay == nil)
    }
}
