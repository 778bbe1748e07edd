/// Integer weights, symmetric per output channel; 8-bit activations asymmetric per tensor.
///
/// accumulator = Σ (input − inputZeroPoint)·weight + bias in int32, exactly;
/// output = clamp(round(Float(accumulator) · multiplier[channel]) + outputZeroPoint), rounded to nearest, ties to
/// even, in FP32 (``Requantisation/nearestEven``). For average pooling all weights are 1.
public struct IntegerLayer: Sendable {
    /// What is multiplied with what.
    public var shape: LayerShape
    /// INT8, or INT4 with weights from −7 to 7.
    public var precision: Precision
    /// ``LayerShape/weightCount`` elements in the order that ``Layer`` says.
    public var weights: [Int8]
    /// One an output channel, in units of inputScale · weightScale[channel]; none for average pooling.
    public var bias: [Int32]
    /// Signedness of input and output elements.
    public var activations: ActivationType
    /// The input element that stands for 0.
    public var inputZeroPoint: Int32
    /// inputScale · weightScale[channel] / outputScale, one an output channel.
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
        shape: LayerShape, precision: Precision = .int8, weights: [Int8], bias: [Int32],
        activations: ActivationType, inputZeroPoint: Int32, multipliers: [Float], outputZeroPoint: Int32,
        clamp: ClosedRange<Int32>
    ) {
        self.shape = shape
        self.precision = precision
        self.weights = weights
        self.bias = bias
        self.activations = activations
        self.inputZeroPoint = inputZeroPoint
        self.multipliers = multipliers
        self.outputZeroPoint = outputZeroPoint
        self.clamp = clamp
    }
}

extension IntegerLayer {
    var lowered: IntegerLayer {
        guard case .averagePool(let window) = shape else { return self }
        var layer = self
        layer.shape = .depthwise(window)
        layer.weights = .init(repeating: 1, count: layer.shape.weightCount)
        layer.bias = .init(repeating: 0, count: layer.shape.biasCount)
        return layer
    }
}

extension Precision {
    /// The weights of integer layers: −127 ... 127, as TensorFlow Lite's specification of 8-bit quantisation has them,
    /// or −7 ... 7. Without −128 every weight can change its sign.
    public var weightRange: ClosedRange<Int8> { self == .int4 ? -7...7 : -127...127 }
}
