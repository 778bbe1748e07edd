import Foundation
import Testing

@testable import Statistics

@Suite struct GeometricMeanTests {
    @Test func mediansCountAlike() throws {
        var generator = SeededGenerator(seed: 80)
        let mean = try GeometricMean(
            ofMedians: [
                [2, 2, 2, 2, 2, 2, 50], [0.125, 0.125, 0.125, 0.125, 0.125, 0.125, 0.125], [1, 4, 4, 4, 4, 4, 8],
            ],
            confidence: 0.9, using: &generator)
        #expect(abs(mean.ratio - 1) < 1e-15)
        let interval = try #require(mean.interval)
        #expect(interval.low <= mean.ratio && mean.ratio <= interval.high)
    }

    /// 95 % intervals around the true mean of noisy ratios hold it in about 95 of 100 trials: 200 trials miss it more than
    /// 24 times with a probability below 1 in 10,000 (binomial).
    @Test func intervalsHoldTheTrueMean() throws {
        var simulation = SimulatedSeries(seed: 81, stream: "ratios")
        var generator = SeededGenerator(seed: 81)
        var missed = 0
        for _ in 0..<200 {
            let effects = [0.8, 1, 1.3, 1.6]
            let rounds = effects.map { effect in
                simulation.autoregressive(count: 60, rho: 0.3, noise: .heavyTailed).map { effect * exp(0.05 * $0) }
            }
            let mean = try GeometricMean(ofMedians: rounds, confidence: 0.95, resamples: 300, using: &generator)
            let truth = exp(effects.map { log($0) }.reduce(0, +) / 4)
            let interval = try #require(mean.interval)
            if truth < interval.low || truth > interval.high { missed += 1 }
        }
        #expect(missed <= 24, "\(missed) of 200")
        print("geometric mean: \(missed) of 200 intervals of 95 % missed it")
    }

    @Test func badInputIsRefused() throws {
        var generator = SeededGenerator(seed: 82)
        for rounds in [[], [[]], [[1, 0]], [[1, -1]], [[1, .nan]]] as [[[Double]]] {
            #expect(throws: StatisticsError.self) {
                _ = try GeometricMean(ofMedians: rounds, confidence: 0.95, using: &generator)
            }
        }
        #expect(try GeometricMean(ofMedians: [[2, 2]], confidence: 0.95, using: &generator).interval == nil)
    }
}
