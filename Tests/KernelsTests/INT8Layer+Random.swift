import Kernels
import Statistics

extension INT8Layer {
    /// Weights, zero points and clamp anywhere in their range; multipliers such that outputs spread over theirs.
    /// - Parameter shape: a valid shape.
    static func random(
        _ shape: LayerShape, activations: ActivationType, using generator: inout SeededGenerator
    ) -> INT8Layer {
        let range = activations.range
        // Standard deviations of uniform bytes are 74; sums grow with √K.
        let spread = 74 * 128 * Float(shape.gemm.k).squareRoot()
        let low = Int32.random(in: range.lowerBound...range.lowerBound + 32, using: &generator)
        let high = Int32.random(in: range.upperBound - 32...range.upperBound, using: &generator)
        return INT8Layer(
            shape: shape,
            weights: (0..<shape.weightCount).map { _ in .random(in: -128...127, using: &generator) },
            bias: (0..<shape.biasCount).map { _ in .random(in: -20_000...20_000, using: &generator) },
            activations: activations, inputZeroPoint: .random(in: range, using: &generator),
            multipliers: (0..<shape.biasCount).map { _ in .random(in: 20...150, using: &generator) / spread },
            outputZeroPoint: .random(in: range, using: &generator), clamp: low...high)
    }

    /// An input of uniform bytes.
    static func randomInput(
        _ shape: LayerShape, using generator: inout SeededGenerator
    ) -> [UInt8] {
        (0..<shape.inputCount).map { _ in .random(in: 0...255, using: &generator) }
    }
}
