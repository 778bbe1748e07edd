import Testing

@testable import Statistics

@Suite struct AutocorrelatedMedianTests {
    struct Setting: Sendable, CustomTestStringConvertible {
        var rho: Double
        var count: Int
        var noise: SimulatedSeries.Noise
        var testDescription: String { "AR(1) of \(rho), \(count) epochs, \(noise)" }
    }

    /// All with at least 24 effective samples.
    static let settings = SimulatedSeries.Noise.allCases.flatMap { noise in
        [(0, [100, 1000]), (0.3, [100, 300]), (0.66, [100, 300, 1000]), (0.9, [300, 1000])]
            .flatMap { rho, counts in counts.map { Setting(rho: rho, count: $0, noise: noise) } }
    }

    static let repeats = 1500

    /// How often the intervals that `interval` gives cover the true median, 0, and how often there is one.
    private func coverage(
        _ setting: Setting, _ interval: ([Double]) throws -> ConfidenceInterval?
    ) throws -> (coverage: Double, available: Double) {
        var simulation = SimulatedSeries(seed: 20, stream: setting.testDescription)
        var covered = 0.0
        var available = 0.0
        for _ in 0..<Self.repeats {
            let series = simulation.autoregressive(
                count: setting.count, rho: setting.rho, noise: setting.noise)
            guard let interval = try interval(series) else { continue }
            available += 1
            if interval.low <= 0, interval.high >= 0 { covered += 1 }
        }
        return (covered / available, available / Double(Self.repeats))
    }

    /// The standard error over 1500 repeats is 0.6 %.
    @Test(arguments: settings)
    func coverageIsCloseToNominal(_ setting: Setting) throws {
        let found = try coverage(setting) { try AutocorrelatedMedian(of: $0, confidence: 0.95).interval }
        #expect((0.92...0.985).contains(found.coverage), "\(found)")
        #expect(found.available > 0.95, "\(found)")
    }

    /// Worth ten independent samples: some have no interval, and the others cover less often than they say.
    @Test(arguments: SimulatedSeries.Noise.allCases)
    func coverageOfShortSeriesIsBounded(_ noise: SimulatedSeries.Noise) throws {
        let found = try coverage(Setting(rho: 0.9, count: 100, noise: noise)) {
            try AutocorrelatedMedian(of: $0, confidence: 0.95).interval
        }
        #expect(found.coverage > 0.86 && (0.5...0.85).contains(found.available), "\(found)")
    }

    /// Seeded bug: the same series taken for independent samples.
    @Test(arguments: SimulatedSeries.Noise.allCases)
    func takingEpochsForIndependentIsCaught(_ noise: SimulatedSeries.Noise) throws {
        let found = try coverage(Setting(rho: 0.66, count: 300, noise: noise)) {
            try SortedSamples($0).medianInterval(confidence: 0.95)
        }
        #expect(found.coverage < 0.8, "\(found)")
    }

    /// The signs of a Gaussian AR(1) series correlate by (2/π)·arcsin ρᵏ (Sheppard's formula), which sums to
    /// an integrated time of 3.38 at ρ = 0.66.
    @Test func effectiveCountIsThatOfTheClosedForm() throws {
        var simulation = SimulatedSeries(seed: 21, stream: "effective count")
        let counts = try (0..<20).map { _ in
            let series = simulation.autoregressive(count: 20_000, rho: 0.66, noise: .gaussian)
            return try AutocorrelatedMedian(of: series, confidence: 0.95).effectiveCount
        }
        let time = 20_000 / (counts.reduce(0, +) / Double(counts.count))
        #expect(abs(time - 3.38) < 0.25, "\(time)")
    }

    @Test func independentSamplesGiveNearlyTheExactInterval() throws {
        var simulation = SimulatedSeries(seed: 22, stream: "independent")
        let series = simulation.autoregressive(count: 1000, rho: 0, noise: .heavyTailed)
        let median = try AutocorrelatedMedian(of: series, confidence: 0.95)
        #expect(median.effectiveCount > 850 && median.effectiveCount <= 1000)
        #expect(median.median == (try SortedSamples(series).median))
    }

    @Test func alternatingSeriesCountForNoMoreThanTheirLength() throws {
        let median = try AutocorrelatedMedian(of: (0..<100).map { Double($0 % 2) }, confidence: 0.95)
        #expect(median.effectiveCount == 100)
        #expect(try #require(median.interval).low == 0 && median.median == 0.5)
    }

    @Test func tooLittleGivesNoInterval() throws {
        let short = try AutocorrelatedMedian(of: [1, 2, 3, 2, 1], confidence: 0.95)
        #expect(short.interval == nil && short.effectiveCount <= 5)
        // A series that only drifts is worth next to nothing, however long.
        let drift = try AutocorrelatedMedian(of: (0..<1000).map(Double.init), confidence: 0.95)
        #expect(drift.interval == nil && drift.effectiveCount < 6)
    }

    @Test func constantSeriesHaveAnIntervalOfOnePoint() throws {
        let constant = try AutocorrelatedMedian(of: [Double](repeating: 4, count: 50), confidence: 0.95)
        let interval = try #require(constant.interval)
        #expect(interval.low == 4 && interval.high == 4 && constant.effectiveCount == 50)
    }
}
