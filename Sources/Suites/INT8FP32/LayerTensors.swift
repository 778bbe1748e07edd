import Kernels
import Statistics

/// A workload's weights and input in both precisions, with what the oracles expect of them. Drawn from the seed and
/// the workload's name, so that every condition, machine and day has the same.
final class LayerTensors {
    let fp32: FP32Layer
    let input: [Float]
    /// FP64 results of the FP32 layer.
    let reference: FP32Oracle
    let int8: QuantizedLayer
    /// Int64 results of the INT8 layer.
    let exact: INT8Oracle

    init(_ workload: LayerWorkload, activations: INT8Layer.ActivationType, seed: UInt64) {
        var generator = SeededGenerator(seed: seed, stream: "tensors of \(workload.name)")
        fp32 = .random(workload.shape, clamp: workload.activation.clamp, using: &generator)
        input = FP32Layer.randomInput(workload.shape, using: &generator)
        reference = FP32Oracle(fp32, input: input)
        int8 = QuantizedLayer(fp32, input: input, reference: reference, activations: activations)
        exact = INT8Oracle(int8.layer, input: int8.input)
    }

    /// The layer in a precision.
    func layer(_ precision: Precision) -> Layer {
        switch precision {
        case .fp32: .fp32(fp32)
        case .int8: .int8(int8.layer)
        }
    }
}

/// Makes tensors when they are first asked for and keeps those of one workload: the groups of a workload follow each
/// other, and an oracle of a large product takes seconds.
final class LayerTensorStore {
    private let activations: INT8Layer.ActivationType
    private let seed: UInt64
    private var kept: (name: String, tensors: LayerTensors)?

    init(activations: INT8Layer.ActivationType, seed: UInt64) {
        self.activations = activations
        self.seed = seed
    }

    func tensors(of workload: LayerWorkload) -> LayerTensors {
        if let kept, kept.name == workload.name { return kept.tensors }
        let tensors = LayerTensors(workload, activations: activations, seed: seed)
        kept = (workload.name, tensors)
        return tensors
    }
}
