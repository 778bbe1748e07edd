extension FP32Layer {
    /// Weights uniform in ±√(3/K), so that outputs have about the variance of inputs, and biases in ±0.5.
    /// - Parameter shape: a valid shape.
    public static func random(
        _ shape: LayerShape, clamp: ClosedRange<Float> = -Float.infinity ... .infinity,
        using generator: inout some RandomNumberGenerator
    ) -> FP32Layer {
        let reach = (3 / Float(shape.gemm.k)).squareRoot()
        return FP32Layer(
            shape: shape,
            weights: (0..<shape.weightCount).map { _ in .random(in: -reach...reach, using: &generator) },
            bias: (0..<shape.biasCount).map { _ in .random(in: -0.5...0.5, using: &generator) }, clamp: clamp)
    }

    /// An input of uniform elements in −1 ... 1.
    public static func randomInput(
        _ shape: LayerShape, using generator: inout some RandomNumberGenerator
    ) -> [Float] {
        (0..<shape.inputCount).map { _ in .random(in: -1...1, using: &generator) }
    }
}

extension INT8Layer {
    /// Weights, zero points and clamp anywhere in their range; multipliers such that outputs spread over theirs.
    /// - Parameter shape: a valid shape.
    public static func random(
        _ shape: LayerShape, activations: ActivationType, using generator: inout some RandomNumberGenerator
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
    public static func randomInput(
        _ shape: LayerShape, using generator: inout some RandomNumberGenerator
    ) -> [UInt8] {
        (0..<shape.inputCount).map { _ in .random(in: 0...255, using: &generator) }
    }
}
