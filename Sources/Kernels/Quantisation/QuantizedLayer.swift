/// An FP32 layer and its input, quantised.
public struct QuantizedLayer: Sendable {
    /// The layer in INT8.
    public let layer: INT8Layer
    /// The input's elements, as bytes of the layer's activation type.
    public let input: [UInt8]
    /// How the input's elements stand for real numbers.
    public let inputParameters: QuantizationParameters
    /// How the output's elements stand for real numbers.
    public let outputParameters: QuantizationParameters

    /// Weights symmetric per output channel (−127 ... 127), activations asymmetric per tensor from their smallest
    /// and largest value, as TensorFlow Lite does it (Jacob et al., 2018, arXiv:1712.05877; per channel:
    /// Krishnamoorthi, 2018, arXiv:1806.08342).
    /// - Parameters:
    ///   - layer: a valid FP32 layer.
    ///   - input: `layer.shape.inputCount` elements.
    ///   - reference: the layer's FP64 results for this input, all pixels.
    public init(
        _ layer: FP32Layer, input: [Float], reference: FP32Oracle, activations: INT8Layer.ActivationType
    ) {
        let inputRange = input.extent
        let outputRange = reference.expected.extent
        let x = QuantizationParameters(
            covering: Double(inputRange.lowerBound), Double(inputRange.upperBound), type: activations)
        let y = QuantizationParameters(
            covering: outputRange.lowerBound, outputRange.upperBound, type: activations)
        let n = layer.bias.count
        var largest = [Float](repeating: 0, count: n)
        for (i, weight) in layer.weights.enumerated() {
            largest[i % n] = max(largest[i % n], weight.magnitude)
        }
        let scales = largest.map { $0 > 0 ? $0 / 127 : 1 }
        self.layer = INT8Layer(
            shape: layer.shape,
            weights: layer.weights.enumerated().map { i, weight in
                Int8(min(max((weight / scales[i % n]).rounded(.toNearestOrEven), -127), 127))
            },
            bias: zip(layer.bias, scales).map { bias, scale in
                let limit = Double(1 << 30)
                let quantized = (Double(bias) / (Double(x.scale) * Double(scale))).rounded(.toNearestOrEven)
                return Int32(min(max(quantized, -limit), limit))
            },
            activations: activations, inputZeroPoint: x.zeroPoint,
            multipliers: scales.map { Float(Double(x.scale) * Double($0) / Double(y.scale)) },
            outputZeroPoint: y.zeroPoint,
            clamp: y.quantized(layer.clamp.lowerBound)...y.quantized(layer.clamp.upperBound))
        self.input = input.map { UInt8(truncatingIfNeeded: x.quantized($0)) }
        inputParameters = x
        outputParameters = y
    }

    /// What the quantisation costs, from an output of the INT8 layer and the FP64 results it stands for.
    public func accuracy(of output: UnsafeRawPointer, reference: FP32Oracle) -> QuantizationAccuracy {
        QuantizationAccuracy(
            output: output, parameters: outputParameters, channels: layer.bias.count, reference: reference)
    }
}

extension QuantizationParameters {
    /// clamp(round(x / scale) + zeroPoint); the bounds of the type for infinities.
    func quantized(_ x: Float) -> Int32 {
        let range = type.range
        let value = (x / scale).rounded(.toNearestOrEven) + Float(zeroPoint)
        return Int32(min(max(value, Float(range.lowerBound)), Float(range.upperBound)))
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
