import Basics
import Kernels

/// Quantises a layer's parameters again and again, as `IntegerLayer(quantizing:)` does it: what a device does that predicts in INT8
/// and learns in floating point.
struct LayerQuantiser {
    private let shape: LayerShape
    private let input, output: QuantizationParameters
    private let limit: Int
    private let channels: Int
    private let elements = ElementwiseKernels.fastest

    /// - Parameters:
    ///   - shape: of a layer with parameters.
    ///   - weightLimit: the largest magnitude of a weight.
    init(_ shape: LayerShape, input: QuantizationParameters, output: QuantizationParameters, weightLimit: Int) {
        (self.shape, self.input, self.output, limit) = (shape, input, output, weightLimit)
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
    /// - Returns: whether they are finite; of others nothing is made.
    func quantise(_ values: UnsafePointer<Float>, bias biases: UnsafePointer<Float>, into room: Room) -> Bool {
        let (n, rows) = (channels, shape.weightCount / channels)
        let scales = room.scales
        elements.largestMagnitudes(ofColumns: values, rows: rows, columns: n, into: scales)
        for i in 0..<n {
            guard scales[i].isFinite, biases[i].isFinite else { return false }
        }
        for i in 0..<n { scales[i] = scales[i] > 0 ? scales[i] / Float(limit) : 1 }
        elements.quantize(values, by: scales, limit: limit, into: room.weights, rows: rows, columns: n)
        let most = Double(1 << 30)
        for i in 0..<n {
            let step = Double(input.scale) * Double(scales[i])
            room.bias[i] = Int32(min(max((Double(biases[i]) / step).rounded(.toNearestOrEven), -most), most))
            room.multipliers[i] = Float(step / Double(output.scale))
        }
        return true
    }
}
