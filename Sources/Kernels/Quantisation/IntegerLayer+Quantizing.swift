extension IntegerLayer {
    /// An FP32 layer with its weights symmetric per output channel (−limit ... limit), fully connected layers included, and
    /// its bias in the accumulator's units (Krishnamoorthi, 2018, arXiv:1806.08342).
    /// - Parameters:
    ///   - layer: a valid FP32 layer.
    ///   - input: how the input's elements stand for real numbers.
    ///   - output: how the output's do, in the same type.
    ///   - precision: INT8 or INT4.
    ///   - weightLimit: the largest magnitude of a weight, within the precision's range.
    public init(
        quantizing layer: FloatLayer, input: QuantizationParameters, output: QuantizationParameters,
        precision: Precision, weightLimit: Int
    ) {
        let limit = Float(weightLimit)
        let n = layer.shape.gemm.n
        var largest = [Float](repeating: 0, count: n)
        for (i, weight) in layer.weights.enumerated() {
            largest[i % n] = max(largest[i % n], weight.magnitude)
        }
        // Pooling has no weights: its sums are divided by the window's elements.
        let scales =
            layer.shape.isPooling
            ? largest.map { _ in 1 / Float(layer.shape.gemm.k) } : largest.map { $0 > 0 ? $0 / limit : 1 }
        self.init(
            shape: layer.shape, precision: precision,
            weights: layer.weights.enumerated().map { i, weight in
                Int8(min(max((weight / scales[i % n]).rounded(.toNearestOrEven), -limit), limit))
            },
            bias: zip(layer.bias, scales).map { bias, scale in
                let limit = Double(1 << 30)
                let quantized = (Double(bias) / (Double(input.scale) * Double(scale))).rounded(.toNearestOrEven)
                return Int32(min(max(quantized, -limit), limit))
            },
            activations: output.type, inputZeroPoint: input.zeroPoint,
            multipliers: scales.map { Float(Double(input.scale) * Double($0) / Double(output.scale)) },
            outputZeroPoint: output.zeroPoint,
            clamp: output.quantized(layer.clamp.lowerBound)...output.quantized(layer.clamp.upperBound))
    }
}
