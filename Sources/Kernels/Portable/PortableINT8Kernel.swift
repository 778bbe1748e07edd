import Basics

/// INT8 in tiles of 4 pixels × 8 channels; activations and weights are widened to int16.
///
/// A product takes two elements of K at once: the compiler turns the products of two int16 pairs and their sum
/// into one multiply-add (PMADDWD on x86-64). Packed: for each 8 output channels their biases, corrected for the
/// input's zero point, and multipliers; then for each pair two vectors of 4 channels × 2, for a depthwise layer
/// one vector of 8 channels for each tap.
final class PortableINT8Kernel: RepackingKernel {
    private typealias Sums = (low: SIMD4<Int32>, high: SIMD4<Int32>)
    private typealias Words = SIMD8<Int16>

    var layer: Layer { .integer(parameters) }
    let packedByteCount: Int
    private let parameters: IntegerLayer
    private let shape: ConvolutionShape
    private let image: BorderedImage
    /// Elements of one kernel row of K, and the pairs that hold them.
    private let run: Int
    private let pairs: Int
    private let panelBytes: Int
    private let elements: UnsafeMutablePointer<Int16>

    init(_ layer: IntegerLayer) {
        parameters = layer
        shape = layer.shape.asConvolution
        image = BorderedImage(shape)
        run = shape.kernelWidth * (layer.shape.isChannelwise ? 1 : shape.inputChannels)
        pairs = (run + 1) / 2
        let vectors = shape.kernelHeight * (layer.shape.isChannelwise ? run : 2 * pairs)
        panelBytes = 64 + 16 * vectors
        packedByteCount = (shape.outputChannels + 7) / 8 * panelBytes
        elements = .aligned(repeating: Int16(layer.inputZeroPoint), count: image.capacity)
    }

    deinit {
        elements.deallocate()
    }

    var workspaceByteCount: Int? { image.capacity * MemoryLayout<Int16>.stride }

    func pack(_ weights: UnsafeRawPointer, into destination: UnsafeMutableRawPointer) {
        pack(
            weights.assumingMemoryBound(to: Int8.self), bias: parameters.bias, multipliers: parameters.multipliers,
            into: destination)
    }

    func pack(
        _ weights: UnsafePointer<Int8>, bias: UnsafePointer<Int32>, multipliers: UnsafePointer<Float>,
        into destination: UnsafeMutableRawPointer
    ) {
        let n = shape.outputChannels
        destination.initializeMemory(as: UInt8.self, repeating: 0, count: packedByteCount)
        for channel in 0..<n {
            let panel = destination + channel / 8 * panelBytes
            let lane = channel % 8
            let words = (panel + 64).assumingMemoryBound(to: Int16.self)
            var sum: Int32 = 0
            for row in 0..<shape.kernelHeight {
                for k in 0..<run {
                    let weight = weights[(row * run + k) * n + channel]
                    sum &+= Int32(weight)
                    if parameters.shape.isChannelwise {
                        words[(row * run + k) * 8 + lane] = Int16(weight)
                    } else {
                        words[(row * pairs + k / 2) * 16 + lane * 2 + k % 2] = Int16(weight)
                    }
                }
            }
            let corrected = bias[channel] &- parameters.inputZeroPoint &* sum
            panel.storeBytes(of: corrected, toByteOffset: 4 * lane, as: Int32.self)
            panel.storeBytes(of: multipliers[channel], toByteOffset: 32 + 4 * lane, as: Float.self)
        }
    }

    func run(packed: UnsafeRawPointer, input: UnsafeRawPointer, output: UnsafeMutableRawPointer) {
        fill(input)
        let output = output.assumingMemoryBound(to: UInt8.self)
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
                let panel = packed + first / 8 * panelBytes
                let sums =
                    parameters.shape.isChannelwise
                    ? depthwise(a + first, b + first, c + first, d + first, panel)
                    : product(a, b, c, d, panel)
                let to = output + pixel * n + first
                store(sums.0, panel, to, min(8, n - first))
                if rows > 1 { store(sums.1, panel, to + n, min(8, n - first)) }
                if rows > 2 { store(sums.2, panel, to + 2 * n, min(8, n - first)) }
                if rows > 3 { store(sums.3, panel, to + 3 * n, min(8, n - first)) }
            }
        }
    }

    private func fill(_ input: UnsafeRawPointer) {
        let elements = elements
        switch parameters.activations {
        case .s8:
            let input = input.assumingMemoryBound(to: Int8.self)
            image.forEachRun { to, from, count in
                if let from { for i in 0..<count { elements[to + i] = Int16(input[from + i]) } }
            }
        case .u8:
            let input = input.assumingMemoryBound(to: UInt8.self)
            image.forEachRun { to, from, count in
                if let from { for i in 0..<count { elements[to + i] = Int16(input[from + i]) } }
            }
        }
    }

    @inline(__always)
    private func product(
        _ a: UnsafePointer<Int16>, _ b: UnsafePointer<Int16>, _ c: UnsafePointer<Int16>,
        _ d: UnsafePointer<Int16>, _ panel: UnsafeRawPointer
    ) -> (Sums, Sums, Sums, Sums) {
        let start = biases(panel)
        var sums = (start, start, start, start)
        var weights = (panel + 64).assumingMemoryBound(to: Words.self)
        for row in 0..<shape.kernelHeight {
            var k = row * image.rowCount
            for _ in 0..<pairs {
                let (low, high) = (weights[0], weights[1])
                add(pair(a + k), low, high, &sums.0)
                add(pair(b + k), low, high, &sums.1)
                add(pair(c + k), low, high, &sums.2)
                add(pair(d + k), low, high, &sums.3)
                weights += 2
                k += 2
            }
        }
        return sums
    }

    @inline(__always)
    private func depthwise(
        _ a: UnsafePointer<Int16>, _ b: UnsafePointer<Int16>, _ c: UnsafePointer<Int16>,
        _ d: UnsafePointer<Int16>, _ panel: UnsafeRawPointer
    ) -> (Sums, Sums, Sums, Sums) {
        let start = biases(panel)
        var sums = (start, start, start, start)
        var weights = (panel + 64).assumingMemoryBound(to: Words.self)
        for row in 0..<shape.kernelHeight {
            var k = row * image.rowCount
            for _ in 0..<run {
                let w = weights.pointee
                add(load(a + k), w, &sums.0)
                add(load(b + k), w, &sums.1)
                add(load(c + k), w, &sums.2)
                add(load(d + k), w, &sums.3)
                weights += 1
                k += shape.inputChannels
            }
        }
        return sums
    }

    @inline(__always)
    private func biases(_ panel: UnsafeRawPointer) -> Sums {
        (panel.load(as: SIMD4<Int32>.self), panel.load(fromByteOffset: 16, as: SIMD4<Int32>.self))
    }

    @inline(__always)
    private func load(_ from: UnsafePointer<Int16>) -> Words {
        UnsafeRawPointer(from).loadUnaligned(as: Words.self)
    }

    /// One pair, four times.
    @inline(__always)
    private func pair(_ from: UnsafePointer<Int16>) -> SIMD8<Int32> {
        let word = UnsafeRawPointer(from).loadUnaligned(as: Int32.self)
        return SIMD8(truncatingIfNeeded: unsafeBitCast(SIMD4<Int32>(repeating: word), to: Words.self))
    }

    @inline(__always)
    private func add(_ x: SIMD8<Int32>, _ low: Words, _ high: Words, _ sums: inout Sums) {
        let first = x &* SIMD8<Int32>(truncatingIfNeeded: low)
        let second = x &* SIMD8<Int32>(truncatingIfNeeded: high)
        sums.low &+= first.evenHalf &+ first.oddHalf
        sums.high &+= second.evenHalf &+ second.oddHalf
    }

    @inline(__always)
    private func add(_ x: Words, _ weights: Words, _ sums: inout Sums) {
        let product = SIMD8<Int32>(truncatingIfNeeded: x) &* SIMD8<Int32>(truncatingIfNeeded: weights)
        sums.low &+= product.lowHalf
        sums.high &+= product.highHalf
    }

    @inline(__always)
    private func store(
        _ sums: Sums, _ panel: UnsafeRawPointer, _ to: UnsafeMutablePointer<UInt8>, _ count: Int
    ) {
        let low = requantized(sums.low, panel.load(fromByteOffset: 32, as: SIMD4<Float>.self))
        let high = requantized(sums.high, panel.load(fromByteOffset: 48, as: SIMD4<Float>.self))
        let bytes = SIMD8<UInt8>(truncatingIfNeeded: SIMD8(lowHalf: low, highHalf: high))
        if count == 8 {
            UnsafeMutableRawPointer(to).storeBytes(of: bytes, as: SIMD8<UInt8>.self)
        } else {
            for i in 0..<count { to[i] = bytes[i] }
        }
    }

    /// round(clamp(sum·multiplier)) + zero point. Adding 1.5·2^23 leaves the rounded integer (to nearest, ties to
    /// even) in the low bits of the pattern.
    @inline(__always)
    private func requantized(_ sum: SIMD4<Int32>, _ multipliers: SIMD4<Float>) -> SIMD4<Int32> {
        let low = SIMD4(repeating: Float(parameters.clamp.lowerBound - parameters.outputZeroPoint))
        let high = SIMD4(repeating: Float(parameters.clamp.upperBound - parameters.outputZeroPoint))
        let scaled = SIMD4<Float>(sum) * multipliers
        let raised = scaled.replacing(with: low, where: scaled .< low)
        let clamped = raised.replacing(with: high, where: raised .> high)
        let rounded = clamped + SIMD4(repeating: 12_582_912)
        return unsafeBitCast(rounded, to: SIMD4<Int32>.self)
            &- SIMD4(repeating: 0x4B40_0000 &- parameters.outputZeroPoint)
    }
}
