import Kernels
import Learning
import Statistics
import TestSupport
import Testing

/// Batch normalisation: FP64 against differences and NumPy, FP32 against FP64.
@Suite struct BatchNormTests {
    private static func random(
        channels: Int, using generator: inout SeededGenerator
    ) -> ReferenceBatchNorm {
        var norm = ReferenceBatchNorm(gamma: generator.numbers(channels), beta: generator.numbers(channels))
        norm.epsilon = 1e-3
        norm.runningMean = generator.numbers(channels)
        norm.runningVariance = generator.numbers(channels).map { 0.25 + $0 * $0 }
        return norm
    }

    @Test(arguments: ReferenceBatchNorm.Statistics.allCases)
    func gradientsEqualDifferences(_ statistics: ReferenceBatchNorm.Statistics) {
        var generator = SeededGenerator(for: "batch norm, \(statistics)")
        for _ in 0..<30 {
            let (rows, channels) = (4 + generator.integer(below: 5), 1 + generator.integer(below: 4))
            let norm = Self.random(channels: channels, using: &generator)
            let x = generator.numbers(rows * channels)
            let dY = generator.numbers(x.count)
            let dX = norm.inputGradient(x, outputGradient: dY, statistics)
            let (dGamma, dBeta) = norm.parameterGradients(x, outputGradient: dY, statistics)
            let faults = [
                CentralDifferences.fault(in: dX, at: x) { inner(dY, norm.output($0, statistics)) },
                CentralDifferences.fault(in: dGamma, at: norm.gamma) { gamma in
                    var moved = norm
                    moved.gamma = gamma
                    return inner(dY, moved.output(x, statistics))
                },
                CentralDifferences.fault(in: dBeta, at: norm.beta) { beta in
                    var moved = norm
                    moved.beta = beta
                    return inner(dY, moved.output(x, statistics))
                },
            ]
            for fault in faults { #expect(fault == nil, "\(rows)×\(channels): \(fault ?? "")") }
            if statistics == .live {
                let frozen = norm.inputGradient(x, outputGradient: dY, .frozen)
                let fault = CentralDifferences.fault(in: frozen, at: x) { inner(dY, norm.output($0, .live)) }
                #expect(fault != nil, "statistics taken for constants are noticed")
            }
        }
    }

    @Test func equalsNumPy() throws {
        let fixture = try Fixture.shared.get().batchNorm
        var norm = ReferenceBatchNorm(
            gamma: fixture.gamma, beta: fixture.beta, epsilon: fixture.epsilon, momentum: fixture.momentum)
        norm.runningMean = fixture.mean
        norm.runningVariance = fixture.variance
        let dY = fixture.outputGradient
        for (statistics, expected) in [(ReferenceBatchNorm.Statistics.live, fixture.live), (.frozen, fixture.frozen)] {
            let (dGamma, dBeta) = norm.parameterGradients(fixture.x, outputGradient: dY, statistics)
            let dX = norm.inputGradient(fixture.x, outputGradient: dY, statistics)
            for (actual, wanted) in [
                (norm.output(fixture.x, statistics), expected.output), (dX, expected.inputGradient),
                (dGamma, expected.gammaGradient), (dBeta, expected.betaGradient),
            ] {
                #expect(difference(actual, wanted, relative: 1e-12) == nil, "\(statistics)")
            }
        }
        norm.updateRunningStatistics(fixture.x)
        #expect(difference(norm.runningMean, fixture.newMean, relative: 1e-14) == nil)
        #expect(difference(norm.runningVariance, fixture.newVariance, relative: 1e-14) == nil)
        let biased = zip(fixture.variance, fixture.newVariance).map { 0.9 * $0 + ($1 - 0.9 * $0) * 5 / 6 }
        #expect(difference(norm.runningVariance, biased, relative: 1e-14) != nil, "the biased variance is noticed")
    }

    /// A single row is its own mean, and its variance is 0.
    @Test func aSingleRow() {
        var norm = ReferenceBatchNorm(gamma: [2, 3], beta: [5, 7])
        #expect(norm.output([11, 13], .live) == [5, 7])
        norm.updateRunningStatistics([11, 13])
        #expect(difference(norm.runningMean, [1.1, 1.3], relative: 1e-15) == nil)
        #expect(norm.runningVariance == [0.9, 0.9])
    }

    @Test(arguments: ReferenceBatchNorm.Statistics.allCases)
    func fp32EqualsFP64(_ statistics: ReferenceBatchNorm.Statistics) {
        var generator = SeededGenerator(for: "batch norm in FP32, \(statistics)")
        for (rows, channels) in [(1, 1), (2, 3), (5, 8), (64, 17), (1000, 33)] {
            var norm = Self.random(channels: channels, using: &generator)
            (norm.gamma, norm.beta) = (norm.gamma.floats.doubles, norm.beta.floats.doubles)
            norm.runningMean = norm.runningMean.floats.doubles
            norm.runningVariance = norm.runningVariance.floats.doubles
            let x = generator.numbers(rows * channels).floats
            let dY = generator.numbers(x.count).floats
            let actual = SingleBatchNorm(norm, x, dY, rows: rows, statistics)
            let (dGamma, dBeta) = norm.parameterGradients(x.doubles, outputGradient: dY.doubles, statistics)
            let expected = [
                norm.output(x.doubles, statistics), dGamma, dBeta,
                norm.inputGradient(x.doubles, outputGradient: dY.doubles, statistics),
            ]
            if statistics == .live { norm.updateRunningStatistics(x.doubles) }
            for (index, (buffer, wanted)) in zip(
                actual.buffers, expected + [norm.runningMean, norm.runningVariance]
            ).enumerated() {
                // Two rows near each other cancel most of their digits, and so a live dX does.
                let fault = difference(buffer.doubles + [1], wanted + [1], relative: rows < 4 ? 1e-4 : 1e-5)
                #expect(fault == nil, "\(rows)×\(channels), buffer \(index): \(fault ?? "")")
            }
        }
    }
}

/// What ``BatchNormalization`` makes of a batch: y, dγ, dβ, dX, and the running statistics.
private struct SingleBatchNorm {
    let buffers: [[Float]]

    init(
        _ norm: ReferenceBatchNorm, _ x: [Float], _ dY: [Float], rows: Int, _ statistics: ReferenceBatchNorm.Statistics
    ) {
        let batchNorm = BatchNormalization(
            rows: rows, channels: norm.gamma.count, epsilon: Float(norm.epsilon), momentum: Float(norm.momentum))
        let (x, dY, y, dX) = (GuardedFloats(x), GuardedFloats(dY), GuardedFloats(x), GuardedFloats(x))
        let (gamma, beta) = (GuardedFloats(norm.gamma.floats), GuardedFloats(norm.beta.floats))
        let (dGamma, dBeta) = (GuardedFloats(norm.gamma.floats), GuardedFloats(norm.beta.floats))
        let (mean, inverse) = (GuardedFloats(norm.gamma.floats), GuardedFloats(norm.gamma.floats))
        let runningMean = GuardedFloats(norm.runningMean.floats)
        let runningVariance = GuardedFloats(norm.runningVariance.floats)
        let affine = BatchNormalization.Affine(gamma: gamma.start, beta: beta.start)
        let saved = BatchNormalization.Saved(mean: mean.start, inverse: inverse.start)
        let running = BatchNormalization.Running(mean: runningMean.start, variance: runningVariance.start)
        switch statistics {
        case .live: batchNorm.runLive(x.start, affine, running, saved: saved, output: y.start)
        case .frozen: batchNorm.runFrozen(x.start, affine, running, saved: saved, output: y.start)
        }
        batchNorm.parameterGradients(
            x.start, outputGradient: dY.start, saved: saved, gamma: dGamma.start, beta: dBeta.start)
        switch statistics {
        case .live:
            batchNorm.liveInputGradient(
                x.start, outputGradient: dY.start, affine, saved: saved, gamma: dGamma.start, beta: dBeta.start,
                inputGradient: dX.start)
        case .frozen:
            batchNorm.frozenInputGradient(outputGradient: dY.start, affine, saved: saved, inputGradient: dX.start)
        }
        for memory in [x, dY, y, dX, gamma, beta, dGamma, dBeta, mean, inverse, runningMean, runningVariance] {
            #expect(memory.isIntact)
        }
        buffers = [y, dGamma, dBeta, dX, runningMean, runningVariance].map(\.elements)
    }
}
