import Foundation
import Testing

@testable import Statistics

@Suite struct WeightedRatioTests {
    private func layer(_ count: Int, _ baseline: [Double], _ variant: [Double]) throws -> PairedLayer {
        try PairedLayer(named: "layer", count: count, baseline: baseline, variant: variant)
    }

    @Test func totalsWeighMediansByCount() throws {
        var generator = SeededGenerator(seed: 60)
        let ratio = try WeightedRatio(
            layers: [
                layer(3, [1, 2, 3, 4, 5, 60], [2, 2, 2, 2, 2, 2]),
                layer(1, [10, 10, 10, 10, 10, 10, 10], [5, 4, 5, 6, 5, 5, 5]),
            ], confidence: 0.95, using: &generator)
        #expect(ratio.baseline == 3 * 3.5 + 10 && ratio.variant == 3 * 2 + 5)
        #expect(ratio.ratio == 11 / 20.5)
        let interval = try #require(ratio.interval)
        #expect(interval.low < ratio.ratio && interval.high > ratio.ratio && interval.confidence == 0.95)
    }

    @Test func likeGeneratorsGiveLikeIntervals() throws {
        var simulation = SimulatedSeries(seed: 61, stream: "layer")
        let layers = [try simulatedLayer(count: 100, rho: 0.5, effect: 1.1, &simulation)]
        func interval(seed: UInt64) throws -> ConfidenceInterval? {
            var generator = SeededGenerator(seed: seed)
            return try WeightedRatio(
                layers: layers, confidence: 0.95, resamples: 200, using: &generator
            ).interval
        }
        #expect(try interval(seed: 1) == interval(seed: 1))
        #expect(try interval(seed: 1) != interval(seed: 2))
    }

    @Test func oneLayerOfTooFewRoundsLeavesNoInterval() throws {
        var generator = SeededGenerator(seed: 62)
        let long = try layer(1, [Double](repeating: 1, count: 50), [Double](repeating: 2, count: 50))
        let short = try layer(1, [1, 1, 1, 1, 1], [1, 1, 1, 1, 1])
        let ratio = try WeightedRatio(layers: [long, short], confidence: 0.95, using: &generator)
        #expect(ratio.interval == nil && ratio.ratio == 1.5)
    }

    /// Resampled medians against sorting, for odd and even counts with ties.
    @Test func resampledMediansAreThoseOfSortedCopies() throws {
        var generator = SeededGenerator(seed: 63)
        for _ in 0..<300 {
            let count = 1 + generator.integer(below: 30)
            let series = (0..<count).map { _ in Double(generator.integer(below: 12)) }
            let bootstrap = BlockBootstrap(count: count, autocorrelationTime: 1 + 5 * generator.uniform())
            let occurrences = bootstrap.draw(using: &generator)
            #expect(occurrences.reduce(0, +) == count)
            let copies = zip(series, occurrences).flatMap { [Double](repeating: $0, count: $1) }
            #expect(ResampledMedian(of: series).median(occurrences) == (try SortedSamples(copies).median))
        }
    }

    /// Blocks run on from the last round to the first, so that none is drawn less often than another.
    @Test func roundsAreDrawnEquallyOften() {
        var generator = SeededGenerator(seed: 65)
        let bootstrap = BlockBootstrap(count: 20, autocorrelationTime: 3)
        #expect(bootstrap.blockLength == 4)
        var drawn = [Int](repeating: 0, count: 20)
        for _ in 0..<20_000 {
            for (round, occurrences) in bootstrap.draw(using: &generator).enumerated() {
                drawn[round] += occurrences
            }
        }
        // A round is in each of five blocks with probability 4/20: variance 0.8 a draw, five standard errors.
        #expect(drawn.allSatisfy { abs($0 - 20_000) < 635 }, "\(drawn)")
    }

    /// What happens to both variants in a round does not blur their ratio.
    @Test func roundsAreResampledTogether() throws {
        var simulation = SimulatedSeries(seed: 66, stream: "together")
        var generator = SeededGenerator(seed: 66)
        let baseline = simulation.autoregressive(count: 50, rho: 0.5, noise: .heavyTailed)
            .map { exp(0.1 * $0) }
        let ratio = try WeightedRatio(
            layers: [try layer(1, baseline, baseline.map { 2 * $0 })], confidence: 0.95, using: &generator)
        let interval = try #require(ratio.interval)
        #expect(interval.low == 2 && interval.high == 2)
    }

    /// Politis and White's formula for AR(1): at ρ = 0.66 and 500 rounds 16 or so, and 1 for independent ones.
    @Test func blocksGrowWithDependence() {
        #expect(BlockBootstrap(count: 500, autocorrelationTime: 1).blockLength == 1)
        let time = (1 + 0.66) / (1 - 0.66)
        #expect(BlockBootstrap(count: 500, autocorrelationTime: time).blockLength == 17)
        #expect(BlockBootstrap(count: 10, autocorrelationTime: 100).blockLength == 10)
    }

    private func simulatedLayer(
        count: Int, rho: Double, effect: Double, _ simulation: inout SimulatedSeries
    ) throws -> PairedLayer {
        func times(_ median: Double) -> [Double] {
            simulation.autoregressive(count: count, rho: rho, noise: .gaussian)
                .map { median * exp(0.05 * $0) }
        }
        return try layer(3, times(1), times(effect))
    }

    /// How often the interval covers the true ratio of 1.1 for two layers of 150 and 200 rounds.
    private func coverage(rho: Double, seed: UInt64, forgetOrder: Bool = false) throws -> Double {
        var simulation = SimulatedSeries(seed: seed, stream: "coverage")
        var generator = SeededGenerator(seed: seed, stream: "resampling")
        let repeats = 300
        let covered = try (0..<repeats).count { _ in
            let layers = try [150, 200].map { count in
                let layer = try simulatedLayer(count: count, rho: rho, effect: 1.1, &simulation)
                guard forgetOrder else { return layer }
                var order = Array(0..<count)
                simulation.generator.shuffle(&order)
                return try self.layer(3, order.map { layer.baseline[$0] }, order.map { layer.variant[$0] })
            }
            let interval = try WeightedRatio(
                layers: layers, confidence: 0.95, resamples: 300, using: &generator
            ).interval
            return interval.map { $0.low <= 1.1 && $0.high >= 1.1 } ?? false
        }
        return Double(covered) / Double(repeats)
    }

    @Test(arguments: [0, 0.66])
    func coverageIsCloseToNominal(rho: Double) throws {
        let found = try coverage(rho: rho, seed: 64)
        #expect((0.9...0.99).contains(found), "\(found)")
    }

    /// Seeded bug: rounds resampled one by one, as the shuffled series makes it do.
    @Test func forgettingDependenceIsCaught() throws {
        let found = try coverage(rho: 0.66, seed: 64, forgetOrder: true)
        #expect(found < 0.82, "\(found)")
    }

    @Test func badLayersAreRefused() {
        #expect(throws: StatisticsError.unpaired("layer", baseline: 2, variant: 1)) {
            try layer(1, [1, 2], [1])
        }
        #expect(throws: StatisticsError.empty("times of layer")) { try layer(1, [], []) }
        #expect(throws: StatisticsError.self) { try layer(0, [1], [1]) }
        #expect(throws: StatisticsError.self) { try layer(1, [1, 0], [1, 1]) }
        #expect(throws: StatisticsError.empty("layers")) {
            var generator = SeededGenerator(seed: 1)
            return try WeightedRatio(layers: [], confidence: 0.95, using: &generator)
        }
    }
}
