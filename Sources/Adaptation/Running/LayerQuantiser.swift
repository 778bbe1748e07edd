import Basics
import Kernels

/// Quantises a layer's parameters again and again, as `IntegerLayer(quantizing:)` does it: what a device does that predicts in INT8
/// and learns in floating point.
struct LayerQuantiser {
    private let shape: LayerShape
    private let input, output: QuantizationParameters
    private let limit: Float
    private let channels: Int

    /// - Parameters:
    ///   - shape: of a layer with parameters.
    ///   - weightLimit: the largest magnitude of a weight.
    init(_ shape: LayerShape, input: QuantizationParameters, output: QuantizationParameters, weightLimit: Int) {
        (self.shape, self.input, self.output, limit) = (shape, input, output, Float(weightLimit))
        channels = shape.gemm.n
    }

    /// Room for what is made of a layer's parameters, as kernels take it.
    final class Room {
        let weights: UnsafeMutablePointer<Int8>
        let bias: UnsafeMutablePointer<Int32>
        let multipliers: UnsafeMutablePointer<Float>
        fileprivate let scales: UnsafeMutablePointer<Float>
        /// All of it.
        let byteCount: Int

        /// For any of some layers.
        init(_ shapes: [LayerShape]) {
            let most = (weights: shapes.map(\.weightCount).max() ?? 0, channels: shapes.map(\.gemm.n).max() ?? 0)
            weights = .aligned(repeating: 0, count: most.weights)
            bias = .aligned(repeating: 0, count: most.channels)
            multipliers = .aligned(repeating: 1, count: most.channels)
            scales = .aligned(repeating: 1, count: most.channels)
            byteCount = most.weights + most.channels * (MemoryLayout<Int32>.stride + 2 * MemoryLayout<Float>.stride)
        }

        deinit {
            weights.deallocate()
            bias.deallocate()
            multipliers.deallocate()
            scales.deallocate()
        }
    }

    /// Quantises parameters. Nothing is allocated.
    /// - Returns: whether they are finite; others are left alone, and the room stays as it was.
    func quantise(_ values: UnsafePointer<Float>, bias biases: UnsafePointer<Float>, into room: Room) -> Bool {
        let (n, rows) = (channels, shape.weightCount / channels)
        guard isFinite(values, rows * n), isFinite(biases, n) else { return false }
        let (scales, limit) = (room.scales, limit)
        for i in 0..<n { scales[i] = 0 }
        for row in 0..<rows {
            let own = values + row * n
            for i in 0..<n { scales[i] = own[i].magnitude > scales[i] ? own[i].magnitude : scales[i] }
        }
        for i in 0..<n { scales[i] = scales[i] > 0 ? scales[i] / limit : 1 }
        // Adding and subtracting 1.5·2^23 rounds to nearest, ties to even.
        let rounding: Float = 12_582_912
        for row in 0..<rows {
            let (own, to) = (values + row * n, room.weights + row * n)
            for i in 0..<n {
                let steps = own[i] / scales[i]
                let within = steps > -limit ? (steps < limit ? steps : limit) : -limit
                to[i] = Int8(truncatingIfNeeded: Int32((within + rounding) - rounding))
            }
        }
        let most = Double(1 << 30)
        for i in 0..<n {
            let step = Double(input.scale) * Double(scales[i])
            room.bias[i] = Int32(min(max((Double(biases[i]) / step).rounded(.toNearestOrEven), -most), most))
            room.multipliers[i] = Float(step / Double(output.scale))
        }
        return true
    }

    private func isFinite(_ values: UnsafePointer<Float>, _ count: Int) -> Bool {
        // A number less itself is 0, unless it is infinite or NaN.
        var sum: Float = 0
        for i in 0..<count { sum += values[i] - values[i] }
        return sum == 0
    }
}
