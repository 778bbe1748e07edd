@testable import Kernels
import Statistics

extension IntegerLayer {
    /// Weights, zero points and clamp anywhere in their range; multipliers such that outputs spread over theirs.
    /// - Parameters:
    ///   - shape: a valid shape.
    ///   - weightLimit: the largest magnitude of a weight; nil for all of the precision's range.
    static func random(
        _ shape: LayerShape, _ precision: Precision = .int8, activations: ActivationType, weightLimit: Int? = nil,
        using generator: inout SeededGenerator
    ) -> IntegerLayer {
        let range = activations.range
        let weights = weightLimit.map { Int8(-$0)...Int8($0) } ?? precision.weightRange
        // Standard deviations of uniform bytes are 74; sums grow with √K. Pooling's weights are 1.
        let spread = 74 * (shape.isPooling ? 1 : Float(weights.upperBound)) * Float(shape.gemm.k).squareRoot()
        let bias = 20_000 * Int32(weights.upperBound) / 127
        let low = Int32.random(in: range.lowerBound...range.lowerBound + 32, using: &generator)
        let high = Int32.random(in: range.upperBound - 32...range.upperBound, using: &generator)
        return IntegerLayer(
            shape: shape, precision: precision,
            weights: (0..<shape.weightCount).map { _ in .random(in: weights, using: &generator) },
            bias: (0..<shape.biasCount).map { _ in .random(in: -bias...bias, using: &generator) },
            activations: activations, inputZeroPoint: .random(in: range, using: &generator),
            multipliers: (0..<shape.gemm.n).map { _ in .random(in: 20...150, using: &generator) / spread },
            outputZeroPoint: .random(in: range, using: &generator), clamp: low...high)
    }

    /// An input of uniform bytes.
    static func randomInput(
        _ shape: LayerShape, using generator: inout SeededGenerator
    ) -> [UInt8] {
        (0..<shape.inputCount).map { _ in .random(in: 0...255, using: &generator) }
    }
}
