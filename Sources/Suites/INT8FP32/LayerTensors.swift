import Kernels
import Measurement
import Statistics

/// A workload's weights and input, with what the oracles expect of them. Drawn from the seed and the workload's name, so
/// that every condition, machine and day has the same.
final class LayerTensors: WorkloadTensors {
    let fp32: FloatLayer
    let input: [Float]
    /// FP64 results of the FP32 layer.
    let reference: FloatOracle
    private let activations: IntegerLayer.ActivationType
    private var made: [Operands.Kind: Operands] = [:]

    init(
        of workload: String, _ shape: LayerShape, clamp: ClosedRange<Float>, activations: IntegerLayer.ActivationType,
        seed: UInt64
    ) {
        var generator = SeededGenerator(seed: seed, stream: "tensors of \(workload)")
        fp32 = .random(shape, clamp: clamp, using: &generator)
        input = FloatLayer.randomInput(shape, using: &generator)
        reference = FloatOracle(fp32, input: input)
        self.activations = activations
    }

    /// The layer and its input as a backend takes them, made when they are first asked for.
    func operands(for backend: any Backend) -> Operands {
        let kind = Operands.Kind(precision: backend.precision, weightLimit: backend.weightLimit)
        if let operands = made[kind] { return operands }
        let operands =
            switch backend.precision.format {
            case .fp32?:
                Operands(
                    layer: .float(fp32), input: FloatFormat.fp32.encode(input), oracle: .float(reference),
                    quantised: nil)
            case let format?: Operands(fp32.rounded(to: format), input: input.map(format.rounded))
            case nil:
                Operands(
                    QuantizedLayer(
                        fp32, input: input, reference: reference, activations: activations,
                        precision: backend.precision, weightLimit: backend.weightLimit))
            }
        made[kind] = operands
        return operands
    }

    func prepare(
        on backend: any Backend, _ conditions: LayerConditions, lastLevelCacheBytes: Int
    ) throws -> PreparedCase {
        try LayerCase(
            backend: backend, conditions: conditions, tensors: self, lastLevelCacheBytes: lastLevelCacheBytes
        ).prepare()
    }

    /// A layer in one precision, its input in the layer's own elements, and its oracle.
    struct Operands {
        let layer: Layer
        let input: [UInt8]
        let oracle: LayerOracle
        /// How integers stand for real numbers; nil for floating point.
        let quantised: QuantizedLayer?

        struct Kind: Hashable {
            let precision: Precision
            let weightLimit: Int
        }
    }
}

extension LayerTensors.Operands {
    fileprivate init(_ float: FloatLayer, input: [Float]) {
        self.init(
            layer: .float(float), input: float.format.encode(input), oracle: .float(FloatOracle(float, input: input)),
            quantised: nil)
    }

    fileprivate init(_ quantised: QuantizedLayer) {
        self.init(
            layer: .integer(quantised.layer), input: quantised.input,
            oracle: .integer(IntegerOracle(quantised.layer, input: quantised.input)), quantised: quantised)
    }
}
