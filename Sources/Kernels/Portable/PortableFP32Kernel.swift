import Basics

/// FP32 in tiles of 4 pixels × 8 channels.
///
/// Packed: for each 8 output channels their biases, then K rows of 8 weights.
final class PortableFP32Kernel: PreparedKernel {
    private typealias Vector = SIMD8<Float>

    var layer: Layer { .float(parameters) }
    let packedByteCount: Int
    private let parameters: FloatLayer
    private let shape: ConvolutionShape
    private let image: BorderedImage
    private let depth: Int
    private let elements: UnsafeMutablePointer<Float>

    init(_ layer: FloatLayer) {
        parameters = layer
        shape = layer.shape.asConvolution
        image = BorderedImage(shape)
        depth = layer.shape.gemm.k
        packedByteCount = (shape.outputChannels + 7) / 8 * (depth + 1) * MemoryLayout<Vector>.stride
        elements = .aligned(repeating: 0, count: image.capacity)
    }

    deinit {
        elements.deallocate()
    }

    var workspaceByteCount: Int? { image.capacity * MemoryLayout<Float>.stride }

    func pack(_ weights: UnsafeRawPointer, into destination: UnsafeMutableRawPointer) {
        let weights = weights.assumingMemoryBound(to: Float.self)
        let to = destination.bindMemory(
            to: Vector.self, capacity: packedByteCount / MemoryLayout<Vector>.stride)
        let n = shape.outputChannels
        for first in stride(from: 0, to: n, by: 8) {
            let panel = to + first / 8 * (depth + 1)
            let count = min(8, n - first)
            panel[0] = vector(parameters.bias, first, count)
            for k in 0..<depth { panel[k + 1] = vector(weights, k * n + first, count) }
        }
    }

    private func vector(_ values: UnsafePointer<Float>, _ first: Int, _ count: Int) -> Vector {
        var result = Vector()
        for i in 0..<count { result[i] = values[first + i] }
        return result
    }

    func run(packed: UnsafeRawPointer, input: UnsafeRawPointer, output: UnsafeMutableRawPointer) {
        let input = input.assumingMemoryBound(to: Float.self)
        let output = output.assumingMemoryBound(to: Float.self)
        let panels = packed.assumingMemoryBound(to: Vector.self)
        let elements = elements
        image.forEachRun { to, from, count in
            if let from { (elements + to).update(from: input + from, count: count) }
        }
        let m = shape.outputHeight * shape.outputWidth
        let n = shape.outputChannels
        for pixel in stride(from: 0, to: m, by: 4) {
            let rows = min(4, m - pixel)
            // A short tile computes its last row again rather than have a code path of its own.
            let a = UnsafePointer(elements) + image.start(ofPixel: pixel)
            let b = UnsafePointer(elements) + image.start(ofPixel: pixel + min(1, rows - 1))
            let c = UnsafePointer(elements) + image.start(ofPixel: pixel + min(2, rows - 1))
            let d = UnsafePointer(elements) + image.start(ofPixel: pixel + rows - 1)
            for first in stride(from: 0, to: n, by: 8) {
                let panel = panels + first / 8 * (depth + 1)
                let sums =
                    parameters.shape.isChannelwise
                    ? depthwise(a + first, b + first, c + first, d + first, panel)
                    : product(a, b, c, d, panel)
                let to = output + pixel * n + first
                store(sums.0, to, min(8, n - first))
                if rows > 1 { store(sums.1, to + n, min(8, n - first)) }
                if rows > 2 { store(sums.2, to + 2 * n, min(8, n - first)) }
                if rows > 3 { store(sums.3, to + 3 * n, min(8, n - first)) }
            }
        }
    }

    @inline(__always)
    private func product(
        _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ c: UnsafePointer<Float>,
        _ d: UnsafePointer<Float>, _ panel: UnsafePointer<Vector>
    ) -> (Vector, Vector, Vector, Vector) {
        var sums = (panel[0], panel[0], panel[0], panel[0])
        var weights = panel + 1
        let run = shape.kernelWidth * shape.inputChannels
        for row in 0..<shape.kernelHeight {
            let start = row * image.rowCount
            for k in start..<start + run {
                let w = weights.pointee
                sums.0 += a[k] * w
                sums.1 += b[k] * w
                sums.2 += c[k] * w
                sums.3 += d[k] * w
                weights += 1
            }
        }
        return sums
    }

    @inline(__always)
    private func depthwise(
        _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ c: UnsafePointer<Float>,
        _ d: UnsafePointer<Float>, _ panel: UnsafePointer<Vector>
    ) -> (Vector, Vector, Vector, Vector) {
        var sums = (panel[0], panel[0], panel[0], panel[0])
        var weights = panel + 1
        for row in 0..<shape.kernelHeight {
            var k = row * image.rowCount
            for _ in 0..<shape.kernelWidth {
                let w = weights.pointee
                sums.0 += load(a + k) * w
                sums.1 += load(b + k) * w
                sums.2 += load(c + k) * w
                sums.3 += load(d + k) * w
                weights += 1
                k += shape.inputChannels
            }
        }
        return sums
    }

    @inline(__always)
    private func load(_ from: UnsafePointer<Float>) -> Vector {
        UnsafeRawPointer(from).loadUnaligned(as: Vector.self)
    }

    @inline(__always)
    private func store(_ sum: Vector, _ to: UnsafeMutablePointer<Float>, _ count: Int) {
        let low = Vector(repeating: parameters.clamp.lowerBound)
        let high = Vector(repeating: parameters.clamp.upperBound)
        let raised = sum.replacing(with: low, where: sum .< low)
        let result = raised.replacing(with: high, where: raised .> high)
        if count == 8 {
            UnsafeMutableRawPointer(to).storeBytes(of: result, as: Vector.self)
        } else {
            for i in 0..<count { to[i] = result[i] }
        }
    }
}
