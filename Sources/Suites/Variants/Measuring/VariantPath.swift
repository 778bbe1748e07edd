import Adaptation
import Kernels
import Learning
import Models
import Report

/// How a variant predicts: what is judged is what is timed. Not safe for concurrent use.
struct VariantPath {
    private enum Kernel {
        case dense(PreparedStrategy)
        case sparse(SparseInference)
    }

    private let kernel: Kernel
    private let classes: Int
    /// In floating point what it should compute, to be held against FP64.
    private let meant: Model

    /// Prepares a variant.
    /// - Parameters:
    ///   - settings: of a strategy.
    ///   - examples: what a strategy learns from.
    /// - Throws: `AdaptationError`, `KernelError` and what Learning throws for what cannot run here.
    init(
        _ variant: VariantDefinition, _ model: PretrainedModel, _ settings: AdaptationSettings, examples: Examples
    ) throws {
        classes = examples.classes.count
        if variant.sparsity > 0 {
            meant = model.model
            kernel = .sparse(try SparseInference(model.model))
        } else {
            meant = try variant.precision.format.map { try model.model.rounded(to: $0) } ?? model.model
            kernel = .dense(try PreparedStrategy(variant.adaptation, model, settings, examples: examples))
        }
    }

    private func outputs(_ input: UnsafeBufferPointer<Float>) -> UnsafePointer<Float>? {
        switch kernel {
        case .dense(let strategy): strategy.outputs(input)
        case .sparse(let inference): input.baseAddress.map { inference.run($0) }
        }
    }

    /// The class of an input. Nothing is allocated.
    func label(_ input: UnsafeBufferPointer<Float>) -> Int {
        guard let outputs = outputs(input) else { return 0 }
        var best = 0
        for i in 1..<max(classes, 1) where outputs[i] > outputs[best] { best = i }
        return best
    }

    /// Memory by what it is for, and all of it.
    var memory: [String: Report.Metric] {
        switch kernel {
        case .dense(let strategy): return strategy.cost.memory
        case .sparse(let inference):
            let parts = [
                "memory.parameters": inference.weightByteCount + inference.indexByteCount,
                "memory.activations": inference.tensorByteCount, "memory.gradients": 0, "memory.optimiser": 0,
                "memory.input": meant.network.inputCount * MemoryLayout<Float>.stride, "memory.workspace": 0,
            ]
            return parts.merging(["memory.planned": parts.values.reduce(0, +)]) { $1 }
                .mapValues { .exact(Double($0), "B", .lower) }
        }
    }

    /// Multiply–accumulates of a prediction, and of an update where it learns.
    var macs: (prediction: Int, update: Int) {
        switch kernel {
        case .dense(let strategy): (strategy.cost.inferenceMACs, strategy.cost.updateMACs)
        case .sparse(let inference): (inference.macs, 0)
        }
    }

    /// Each step of a prediction held against its oracle, FP64's or Int64's; nil where it predicts by what it learns with.
    func checkSteps(_ input: [Float]) -> OracleResult? {
        switch kernel {
        case .dense(let strategy): strategy.checkSteps(input)
        case .sparse(let inference): inference.checkSteps(input)
        }
    }

    /// How far its outputs are from those of FP64 with the same weights.
    /// - Parameter model: what should be computed; nil for what it was made of.
    /// - Throws: `ModelError` for a model of integers.
    func error(on examples: Examples, first count: Int, of model: Model? = nil) throws -> OutputError {
        let reference = try ReferenceModel(model ?? meant)
        var error = OutputError()
        for index in 0..<min(count, examples.count) {
            let expected = reference.tensors(examples.withInput(index) { Array($0) }).last ?? []
            examples.withInput(index) { input in
                guard let outputs = outputs(input) else { return }
                error.add(expected) { Double(outputs[$0]) }
            }
        }
        return error
    }
}

extension VariantPrecision {
    /// That weights are rounded to; nil for integers, whose scales are found by calibration.
    var format: FloatFormat? {
        switch self {
        case .fp32: .fp32
        case .bf16: .bf16
        case .fp16: .fp16
        case .int8: nil
        }
    }
}
