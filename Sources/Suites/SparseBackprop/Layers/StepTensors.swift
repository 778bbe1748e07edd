import Kernels
import Report
import Statistics

/// A layer's weights, inputs and output's gradient: drawn from the seed and the workload's name, so that every variant,
/// machine and day has the same.
final class StepTensors {
    let workload: StepWorkload
    /// K×N row-major.
    let weights: [Float]
    let bias: [Float]
    /// Example after example, channels last.
    let input, outputGradient: [Float]
    private let seed: UInt64
    private var oracles: [SparsityVariant?: GradientOracle] = [:]
    private var patterns: [SparsityVariant: SparsityPattern] = [:]

    /// Elements of each tensor that are held against FP64.
    private static let samples = 300

    init(_ workload: StepWorkload, seed: UInt64) {
        var generator = SeededGenerator(seed: seed, stream: "tensors of \(workload.name)")
        let layer = FloatLayer.random(workload.shape, using: &generator)
        self.workload = workload
        self.seed = seed
        weights = layer.weights
        bias = layer.bias
        func random(_ count: Int) -> [Float] { (0..<count).map { _ in Float(2 * generator.uniform() - 1) } }
        input = random(workload.shape.inputCount * workload.batch)
        outputGradient = random(workload.shape.outputCount * workload.batch)
    }

    /// Which weights a variant keeps: the largest.
    /// - Throws: `SparsityError` where the layer cannot have the form.
    func pattern(_ variant: SparsityVariant) throws -> SparsityPattern {
        if let pattern = patterns[variant] { return pattern }
        let pattern = try SparsityPattern(
            magnitudes: weights, of: workload.shape, form: variant.form, sparsity: variant.sparsity)
        patterns[variant] = pattern
        return pattern
    }

    /// What the layer should give in FP64, with all weights or a variant's.
    func oracle(_ variant: SparsityVariant?) throws -> GradientOracle {
        if let oracle = oracles[variant] { return oracle }
        let kept = try variant.map { try pattern($0).isKept }
        let oracle = GradientOracle(
            workload.shape, batch: workload.batch,
            weights: kept.map { zip(weights, $0).map { $1 ? $0 : 0 } } ?? weights, bias: bias, kept: kept, input: input,
            outputGradient: outputGradient, samples: Self.samples, seed: seed)
        oracles[variant] = oracle
        return oracle
    }
}

extension GradientOracle {
    /// Holds what a call made against FP64.
    /// - Parameters:
    ///   - output: and the others: of the passes that the call has.
    ///   - kernels: what computed them, a name for each where they differ.
    func checks(
        _ pass: StepConditions.Pass, output: () -> [Float], inputGradient: () -> [Float], weightGradient: () -> [Float],
        kernels: BestTrainingBackend.Names? = nil
    ) -> [Report.Check] {
        func check(_ name: String, _ result: OracleResult, by kernels: String?) -> Report.Check {
            var check = Report.Check(oracle: name, result)
            if let kernels { check.detail += "; by \(kernels)" }
            return check
        }
        var checks: [Report.Check] = []
        if pass.hasForward {
            checks.append(check("fp64", self.output.check(output(), named: "output"), by: kernels?.forward))
        }
        if pass.hasInputGradient {
            let result = self.inputGradient.check(inputGradient(), named: "gradient by the input")
            checks.append(check("fp64-input-gradient", result, by: kernels?.inputGradient))
        }
        if pass.hasWeightGradient {
            let result = self.weightGradient.check(weightGradient(), named: "gradient by the weights")
            checks.append(check("fp64-weight-gradient", result, by: kernels?.weightGradient))
        }
        return checks
    }
}
