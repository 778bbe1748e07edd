/// Floating-point weights; output = min(max(input · weights + bias, low), high), summed in FP32 and rounded to the
/// layer's format.
public struct FloatLayer: Sendable {
    /// What is multiplied with what.
    public var shape: LayerShape
    /// Of weights, input and output.
    public var format: FloatFormat
    /// ``LayerShape/weightCount`` elements in the order that ``Layer`` says, each a number of the format.
    public var weights: [Float]
    /// One an output channel, in FP32 whatever the format; none for average pooling.
    public var bias: [Float]
    /// The fused activation: ReLU is 0 ... ∞, none is −∞ ... ∞.
    public var clamp: ClosedRange<Float>

    /// The layer as given; a backend checks it with ``validate()``.
    public init(
        shape: LayerShape, format: FloatFormat = .fp32, weights: [Float], bias: [Float],
        clamp: ClosedRange<Float> = -Float.infinity ... .infinity
    ) {
        self.shape = shape
        self.format = format
        self.weights = weights
        self.bias = bias
        self.clamp = clamp
    }
}

extension FloatLayer {
    /// The layer with its weights rounded to a format.
    public func rounded(to format: FloatFormat) -> FloatLayer {
        FloatLayer(shape: shape, format: format, weights: weights.map(format.rounded), bias: bias, clamp: clamp)
    }

    var lowered: FloatLayer {
        guard case .averagePool(let window) = shape else { return self }
        let depthwise = LayerShape.depthwise(window)
        let share = format.rounded(1 / Float(depthwise.gemm.k))
        return FloatLayer(
            shape: depthwise, format: format, weights: .init(repeating: share, count: depthwise.weightCount),
            bias: .init(repeating: 0, count: depthwise.biasCount), clamp: clamp)
    }
}
