import Kernels

/// Quantises a layer's parameters again and again, as `IntegerLayer(quantizing:)` does it, into memory of its own: what a device
/// does that predicts in INT8 and learns in floating point.
final class LayerQuantiser {
    private let layer: FloatLayer
    private let input, output: QuantizationParameters
    private let limit: Float
    private let channels: Int
    private let weights: UnsafeMutablePointer<Int8>
    private let bias: UnsafeMutablePointer<Int32>
    private let multipliers: UnsafeMutablePointer<Float>
    private let scales: UnsafeMutablePointer<Float>

    /// - Parameters:
    ///   - layer: with parameters.
    ///   - weightLimit: the largest magnitude of a weight.
    init(_ layer: FloatLayer, input: QuantizationParameters, output: QuantizationParameters, weightLimit: Int) {
        (self.layer, self.input, self.output, limit) = (layer, input, output, Float(weightLimit))
        channels = layer.shape.gemm.n
        weights = .allocate(capacity: layer.shape.weightCount)
        weights.initialize(repeating: 0, count: layer.shape.weightCount)
        bias = .allocate(capacity: channels)
        bias.initialize(repeating: 0, count: channels)
        multipliers = .allocate(capacity: channels)
        multipliers.initialize(repeating: 1, count: channels)
        scales = .allocate(capacity: channels)
        scales.initialize(repeating: 1, count: channels)
    }

    deinit {
        weights.deallocate()
        bias.deallocate()
        multipliers.deallocate()
        scales.deallocate()
    }

    /// Quantises parameters. Nothing is allocated.
    /// - Returns: whether they are finite; others are left alone, and what was quantised last stays.
    func quantise(_ values: UnsafePointer<Float>, bias biases: UnsafePointer<Float>) -> Bool {
        let (n, rows) = (channels, layer.shape.weightCount / channels)
        guard isFinite(values, rows * n), isFinite(biases, n) else { return false }
        for i in 0..<n { scales[i] = 0 }
        for row in 0..<rows {
            let own = values + row * n
            for i in 0..<n { scales[i] = own[i].magnitude > scales[i] ? own[i].magnitude : scales[i] }
        }
        for i in 0..<n { scales[i] = scales[i] > 0 ? scales[i] / limit : 1 }
        // Adding and subtracting 1.5·2^23 rounds to nearest, ties to even.
        let rounding: Float = 12_582_912
        for row in 0..<rows {
            let (own, to) = (values + row * n, weights + row * n)
            for i in 0..<n {
                let steps = own[i] / scales[i]
                let within = steps > -limit ? (steps < limit ? steps : limit) : -limit
                to[i] = Int8(truncatingIfNeeded: Int32((within + rounding) - rounding))
            }
        }
        let most = Double(1 << 30)
        for i in 0..<n {
            let step = Double(input.scale) * Double(scales[i])
            bias[i] = Int32(min(max((Double(biases[i]) / step).rounded(.toNearestOrEven), -most), most))
            multipliers[i] = Float(step / Double(output.scale))
        }
        return true
    }

    private func isFinite(_ values: UnsafePointer<Float>, _ count: Int) -> Bool {
        // A number less itself is 0, unless it is infinite or NaN.
        var sum: Float = 0
        for i in 0..<count { sum += values[i] - values[i] }
        return sum == 0
    }

    /// Quantises the parameters that it was made with.
    func quantiseOwn() { _ = quantise(layer.weights, bias: layer.bias) }

    /// What was quantised last, as a layer for integer kernels.
    var quantised: IntegerLayer {
        IntegerLayer(
            shape: layer.shape, weights: Array(UnsafeBufferPointer(start: weights, count: layer.shape.weightCount)),
            bias: Array(UnsafeBufferPointer(start: bias, count: channels)), activations: output.type,
            inputZeroPoint: input.zeroPoint,
            multipliers: Array(UnsafeBufferPointer(start: multipliers, count: channels)),
            outputZeroPoint: output.zeroPoint,
            clamp: output.quantized(layer.clamp.lowerBound)...output.quantized(layer.clamp.upperBound))
    }
}
