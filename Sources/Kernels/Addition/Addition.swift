/// The sum of two tensors of the same shape with a fused activation, as at the end of a residual block.
public enum Addition: Sendable {
    case float(FloatAddition)
    case integer(IntegerAddition)

    /// Elements of either input and of the output.
    public var count: Int {
        switch self {
        case .float(let addition): addition.count
        case .integer(let addition): addition.count
        }
    }

    /// Compulsory traffic of one call in bytes: both inputs read once, the output written once.
    public static func bytes(count: Int, _ precision: Precision) -> Int { 3 * count * precision.activationBytes }
}

/// output = min(max(a + b, low), high), in FP32, rounded to the format.
public struct FloatAddition: Sendable {
    /// Elements of either input and of the output.
    public var count: Int
    /// Of inputs and output.
    public var format: FloatFormat
    /// The fused activation: ReLU is 0 ... ∞, none is −∞ ... ∞.
    public var clamp: ClosedRange<Float>

    /// The addition as given; `count` at least 1.
    public init(
        count: Int, format: FloatFormat = .fp32, clamp: ClosedRange<Float> = -Float.infinity ... .infinity
    ) {
        self.count = count
        self.format = format
        self.clamp = clamp
    }
}

/// output = clamp(round(Float(a − zero[a])·multiplier[a] + Float(b − zero[b])·multiplier[b]) + outputZeroPoint): in FP32,
/// every operation rounded on its own to nearest, ties to even.
public struct IntegerAddition: Sendable {
    /// Elements of either input and of the output.
    public var count: Int
    /// Signedness of inputs and output.
    public var activations: IntegerLayer.ActivationType
    /// The elements of the first and the second input that stand for 0.
    public var inputZeroPoints: (first: Int32, second: Int32)
    /// inputScale / outputScale of the first and the second input.
    public var multipliers: (first: Float, second: Float)
    /// The output element that stands for 0.
    public var outputZeroPoint: Int32
    /// Bounds of the quantised output, the fused activation included.
    public var clamp: ClosedRange<Int32>

    /// The addition of two quantised tensors.
    /// - Parameters:
    ///   - count: elements of either, at least 1.
    ///   - first: how the first input's elements stand for real numbers.
    ///   - second: how the second input's do.
    ///   - output: how the output's do; all three of one type.
    ///   - clamp: the fused activation.
    public init(
        count: Int, _ first: QuantizationParameters, _ second: QuantizationParameters,
        output: QuantizationParameters, clamp: ClosedRange<Float>
    ) {
        self.count = count
        activations = output.type
        inputZeroPoints = (first.zeroPoint, second.zeroPoint)
        multipliers = (
            Float(Double(first.scale) / Double(output.scale)), Float(Double(second.scale) / Double(output.scale))
        )
        outputZeroPoint = output.zeroPoint
        self.clamp = output.quantized(clamp.lowerBound)...output.quantized(clamp.upperBound)
    }
}
