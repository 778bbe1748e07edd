/// A layer with its weights, in one precision. Weights are K×N row-major for a product
/// (K = kernelHeight·kernelWidth·inputChannels in that order for a convolution), and
/// kernelHeight×kernelWidth×channels for a depthwise one.
public enum Layer: Sendable {
    case fp32(FP32Layer)
    case int8(INT8Layer)
}

/// FP32 weights; output = min(max(input · weights + bias, low), high).
public struct FP32Layer: Sendable {
    public var shape: LayerShape
    public var weights: [Float]
    /// One an output channel.
    public var bias: [Float]
    /// The fused activation: ReLU is 0 ... ∞, none is −∞ ... ∞.
    public var clamp: ClosedRange<Float>
}

/// INT8 weights, symmetric per output channel; activations asymmetric per tensor.
///
/// accumulator = Σ (input − inputZeroPoint)·weight + bias in int32, exactly;
/// output = clamp(round(Float(accumulator) · multiplier[channel]) + outputZeroPoint), rounded to nearest, ties to
/// even, in FP32 (named `fp32-nearest-even`).
public struct INT8Layer: Sendable {
    public var shape: LayerShape
    public var weights: [Int8]
    public var bias: [Int32]
    /// Signedness of input and output elements.
    public var activations: ActivationType
    public var inputZeroPoint: Int32
    /// inputScale · weightScale[channel] / outputScale.
    public var multipliers: [Float]
    public var outputZeroPoint: Int32
    /// Bounds of the quantised output, the fused activation included.
    public var clamp: ClosedRange<Int32>

    public enum ActivationType: String, Sendable, CaseIterable { case s8, u8 }
}
