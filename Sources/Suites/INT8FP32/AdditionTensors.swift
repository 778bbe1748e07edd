import Kernels
import Measurement
import Report
import Statistics

/// Two tensors to be added, in every precision. Drawn from the seed and the workload's name.
final class AdditionTensors: WorkloadTensors {
    let clamp: ClosedRange<Float>
    let inputs: [[Float]]
    /// FP64 sums of the FP32 inputs.
    let expected: [Double]
    private let activations: IntegerLayer.ActivationType

    init(
        of workload: String, count: Int, clamp: ClosedRange<Float>, activations: IntegerLayer.ActivationType,
        seed: UInt64
    ) {
        var generator = SeededGenerator(seed: seed, stream: "tensors of \(workload)")
        // The second of another range than the first, as a skip connection's is.
        inputs = [1.0, 2.5].map { reach in
            (0..<count).map { _ in Float(reach * (2 * generator.uniform() - 1)) }
        }
        expected = zip(inputs[0], inputs[1]).map {
            min(max(Double($0) + Double($1), Double(clamp.lowerBound)), Double(clamp.upperBound))
        }
        self.clamp = clamp
        self.activations = activations
    }

    func prepare(
        on backend: any Backend, _ conditions: LayerConditions, lastLevelCacheBytes: Int
    ) throws -> PreparedCase {
        try AdditionCase(
            backend: backend, conditions: conditions, operands: operands(in: backend.precision), tensors: self,
            lastLevelCacheBytes: lastLevelCacheBytes
        ).prepare()
    }

    private func operands(in precision: Precision) -> Operands {
        let count = expected.count
        if let format = precision.format {
            return Operands(
                addition: .float(FloatAddition(count: count, format: format, clamp: clamp)),
                inputs: inputs.map { format.encode($0.map(format.rounded)) },
                parameters: .init(repeating: .identity, count: 3))
        }
        let parameters = inputs.map { covering($0.map(Double.init)) }
        let output = covering(expected)
        return Operands(
            addition: .integer(
                IntegerAddition(count: count, parameters[0], parameters[1], output: output, clamp: clamp)),
            inputs: zip(inputs, parameters).map { input, p in input.map { UInt8(truncatingIfNeeded: p.quantized($0)) }
            },
            parameters: parameters + [output])
    }

    private func covering(_ values: [Double]) -> QuantizationParameters {
        QuantizationParameters(covering: values.min() ?? 0, values.max() ?? 0, type: activations)
    }

    /// An addition in one precision and its inputs in its own elements.
    struct Operands {
        let addition: Addition
        let inputs: [[UInt8]]
        /// Of the inputs and the output; the identity for floating point.
        let parameters: [QuantizationParameters]
    }
}
