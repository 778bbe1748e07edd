import Statistics

extension FP32Layer {
    /// Weights uniform in ±√(3/K), so that outputs have about the variance of inputs, and biases in ±0.5; the same for the
    /// same generator everywhere.
    /// - Parameter shape: a valid shape.
    public static func random(
        _ shape: LayerShape, clamp: ClosedRange<Float> = -Float.infinity ... .infinity,
        using generator: inout SeededGenerator
    ) -> FP32Layer {
        let reach = (3 / Float(shape.gemm.k)).squareRoot()
        return FP32Layer(
            shape: shape, weights: (0..<shape.weightCount).map { _ in reach * generator.symmetric() },
            bias: (0..<shape.biasCount).map { _ in 0.5 * generator.symmetric() }, clamp: clamp)
    }

    /// An input of uniform elements in −1 ..< 1.
    public static func randomInput(_ shape: LayerShape, using generator: inout SeededGenerator) -> [Float] {
        (0..<shape.inputCount).map { _ in generator.symmetric() }
    }
}

extension SeededGenerator {
    /// Uniform in −1 ..< 1. The standard library's distribution may change between versions of Swift.
    fileprivate mutating func symmetric() -> Float { Float(2 * uniform() - 1) }
}
