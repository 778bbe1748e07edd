/// A layer with its weights, in one precision. Weights are K×N row-major for a product
/// (K = kernelHeight·kernelWidth·inputChannels in that order for a convolution), and
/// kernelHeight×kernelWidth×channels for a depthwise one.
public enum Layer: Sendable {
    case fp32(FP32Layer)
    case int8(INT8Layer)

    /// The arithmetic of the layer.
    public var precision: Precision {
        switch self {
        case .fp32: .fp32
        case .int8: .int8
        }
    }

    /// What is multiplied with what.
    public var shape: LayerShape {
        switch self {
        case .fp32(let layer): layer.shape
        case .int8(let layer): layer.shape
        }
    }
}

extension Layer {
    /// The weights' elements, in the order that ``Layer`` names.
    public func withWeights(_ body: (UnsafeRawPointer) -> Void) {
        let bytes = { (bytes: UnsafeRawBufferPointer) in
            if let start = bytes.baseAddress { body(start) }
        }
        switch self {
        case .fp32(let layer): layer.weights.withUnsafeBytes(bytes)
        case .int8(let layer): layer.weights.withUnsafeBytes(bytes)
        }
    }
}

/// FP32 weights; output = min(max(input · weights + bias, low), high).
public struct FP32Layer: Sendable {
    /// What is multiplied with what.
    public var shape: LayerShape
    /// ``LayerShape/weightCount`` elements in the order that ``Layer`` says.
    public var weights: [Float]
    /// One an output channel.
    public var bias: [Float]
    /// The fused activation: ReLU is 0 ... ∞, none is −∞ ... ∞.
    public var clamp: ClosedRange<Float>

    /// The layer as given; a backend checks it with ``validate()``.
    public init(
        shape: LayerShape, weights: [Float], bias: [Float],
        clamp: ClosedRange<Float> = -Float.infinity ... .infinity
    ) {
        self.shape = shape
        self.weights = weights
        self.bias = bias
        self.clamp = clamp
    }
}

/// INT8 weights, symmetric per output channel; activations asymmetric per tensor.
///
/// accumulator = Σ (input − inputZeroPoint)·weight + bias in int32, exactly;
/// output = clamp(round(Float(accumulator) · multiplier[channel]) + outputZeroPoint), rounded to nearest, ties to
/// even, in FP32 (named ``requantisation``).
public struct INT8Layer: Sendable {
    /// What reports call the rounding of requantisation that all kernels share.
    public static let requantisation = "fp32-nearest-even"

    /// What is multiplied with what.
    public var shape: LayerShape
    /// ``LayerShape/weightCount`` elements in the order that ``Layer`` says.
    public var weights: [Int8]
    /// One an output channel, in units of inputScale · weightScale[channel].
    public var bias: [Int32]
    /// Signedness of input and output elements.
    public var activations: ActivationType
    /// The input element that stands for 0.
    public var inputZeroPoint: Int32
    /// inputScale · weightScale[channel] / outputScale.
    public var multipliers: [Float]
    /// The output element that stands for 0.
    public var outputZeroPoint: Int32
    /// Bounds of the quantised output, the fused activation included.
    public var clamp: ClosedRange<Int32>

    /// Element type of quantised activations.
    public enum ActivationType: String, Sendable, CaseIterable {
        case s8, u8

        /// −128 ... 127 or 0 ... 255.
        public var range: ClosedRange<Int32> {
            switch self {
            case .s8: -128...127
            case .u8: 0...255
            }
        }
    }

    /// The layer as given; a backend checks it with ``validate()``.
    public init(
        shape: LayerShape, weights: [Int8], bias: [Int32], activations: ActivationType,
        inputZeroPoint: Int32, multipliers: [Float], outputZeroPoint: Int32, clamp: ClosedRange<Int32>
    ) {
        self.shape = shape
        self.weights = weights
        self.bias = bias
        self.activations = activations
        self.inputZeroPoint = inputZeroPoint
        self.multipliers = multipliers
        self.outputZeroPoint = outputZeroPoint
        self.clamp = clamp
    }
}
