/// An FP32 layer and its input, quantised.
public struct QuantizedLayer: Sendable {
    /// The layer in INT8 or INT4.
    public let layer: IntegerLayer
    /// The input's elements, as bytes of the layer's activation type.
    public let input: [UInt8]
    /// How the input's elements stand for real numbers.
    public let inputParameters: QuantizationParameters
    /// How the output's elements stand for real numbers.
    public let outputParameters: QuantizationParameters

    /// Weights symmetric per output channel (−limit ... limit), activations asymmetric per tensor from their smallest
    /// and largest value, as TensorFlow Lite does it (Jacob et al., 2018, arXiv:1712.05877; per channel:
    /// Krishnamoorthi, 2018, arXiv:1806.08342).
    /// - Parameters:
    ///   - layer: a valid FP32 layer.
    ///   - input: `layer.shape.inputCount` elements.
    ///   - reference: the layer's FP64 results for this input.
    ///   - precision: INT8 or INT4.
    ///   - weightLimit: the largest magnitude of a weight, within the precision's range.
    public init(
        _ layer: FloatLayer, input: [Float], reference: FloatOracle, activations: IntegerLayer.ActivationType,
        precision: Precision = .int8, weightLimit: Int
    ) {
        let inputRange = input.extent
        let outputRange = reference.expected.extent
        let x = QuantizationParameters(
            covering: Double(inputRange.lowerBound), Double(inputRange.upperBound), type: activations)
        let y = QuantizationParameters(
            covering: outputRange.lowerBound, outputRange.upperBound, type: activations)
        self.layer = IntegerLayer(
            quantizing: layer, input: x, output: y, precision: precision, weightLimit: weightLimit)
        self.input = input.map { UInt8(truncatingIfNeeded: x.quantized($0)) }
        inputParameters = x
        outputParameters = y
    }
}

extension QuantizationParameters {
    /// clamp(round(x / scale) + zeroPoint); the bounds of the type for infinities.
    public func quantized(_ x: Float) -> Int32 {
        let range = type.range
        let value = (x / scale).rounded(.toNearestOrEven) + Float(zeroPoint)
        return Int32(min(max(value, Float(range.lowerBound)), Float(range.upperBound)))
    }

    /// (q − zeroPoint)·scale for the element at `index` of those at `elements`.
    public func real(_ index: Int, of elements: UnsafeRawPointer) -> Double {
        Double(type.value(elements.load(fromByteOffset: index, as: UInt8.self)) - zeroPoint) * Double(scale)
    }
}

extension Collection where Element: BinaryFloatingPoint {
    /// From the smallest to the largest element, 0 if there are none.
    fileprivate var extent: ClosedRange<Element> {
        var (low, high) = (first ?? 0, first ?? 0)
        for x in self {
            low = Swift.min(low, x)
            high = Swift.max(high, x)
        }
        return low...high
    }
}
