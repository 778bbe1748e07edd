import Testing

@testable import Statistics

@Suite struct MeanEstimateTests {
    /// scipy.stats.t.interval(0.95, 4, loc=mean, scale=scipy.stats.sem([1.2, 0.7, 3.1, 2.2, 1.9])) in SciPy 1.17.1.
    @Test func intervalIsThatOfSciPy() throws {
        let estimate = try #require(MeanEstimate([1.2, 0.7, 3.1, 2.2, 1.9], alpha: 0.05))
        #expect(close(estimate.value, 1.82, relative: 1e-14))
        #expect(close(estimate.interval.low, 0.6705383137480825, relative: 1e-9))
        #expect(close(estimate.interval.high, 2.9694616862519174, relative: 1e-9))
    }

    @Test func whatHasNoIntervalIsRefused() {
        #expect(MeanEstimate([1], alpha: 0.05) == nil)
        #expect(MeanEstimate([1, .nan], alpha: 0.05) == nil)
        #expect(MeanEstimate([2, 2, 2], alpha: 0.05)?.interval.low == 2)
    }
}
