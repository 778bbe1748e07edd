import Statistics

extension FloatLayer {
    /// Weights uniform in ±√(3/K), so that outputs have about the variance of inputs, and biases in ±0.5; the same for the
    /// same generator everywhere.
    /// - Parameters:
    ///   - shape: a valid shape.
    ///   - format: of weights, input and output.
    public static func random(
        _ shape: LayerShape, format: FloatFormat = .fp32, clamp: ClosedRange<Float> = -Float.infinity ... .infinity,
        using generator: inout SeededGenerator
    ) -> FloatLayer {
        let reach = (3 / Float(shape.gemm.k)).squareRoot()
        return FloatLayer(
            shape: shape, format: format,
            weights: (0..<shape.weightCount).map { _ in format.rounded(reach * generator.symmetric()) },
            bias: (0..<shape.biasCount).map { _ in 0.5 * generator.symmetric() }, clamp: clamp)
    }

    /// An input of uniform elements in −1 ..< 1, each a number of the format.
    public static func randomInput(
        _ shape: LayerShape, format: FloatFormat = .fp32, using generator: inout SeededGenerator
    ) -> [Float] {
        (0..<shape.inputCount).map { _ in format.rounded(generator.symmetric()) }
    }
}

extension SeededGenerator {
    /// Uniform in −1 ..< 1. The standard library's distribution may change between versions of Swift.
    fileprivate mutating func symmetric() -> Float { Float(2 * uniform() - 1) }
}
