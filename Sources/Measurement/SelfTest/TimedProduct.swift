import Kernels
import Statistics

/// A small FP32 product on the best backend, computed over and over: something real to time, of an exactly known amount.
///
/// Variants made of one product share its buffers, so that they differ in nothing but the number of products. Where memory
/// lies makes real differences: with buffers of their own, at pages and within the first-level cache, 25 of 120 pairs of
/// identical products differed by more than 0.5 %.
struct TimedProduct {
    private let kernel: any PreparedKernel
    private let buffers: Buffers

    /// Allocates the product's memory.
    /// - Throws: `KernelError`.
    init() throws {
        var generator = SeededGenerator(seed: 1, stream: "timed product")
        let shape = LayerShape.gemm(GEMMShape(m: 24, n: 32, k: 64))
        kernel = try (Backends.best(.fp32) ?? Backends.all[0]).prepare(.float(.random(shape, using: &generator)))
        buffers = Buffers(
            packed: kernel.packedByteCount, input: FloatLayer.randomInput(shape, using: &generator),
            outputCount: shape.outputCount)
        kernel.pack(into: buffers.packed)
    }

    /// A call that computes the product so many times.
    func call(repeats: Int) -> () -> Void {
        { [kernel, buffers] in
            for _ in 0..<repeats {
                kernel.run(packed: buffers.packed, input: buffers.input, output: buffers.output)
            }
        }
    }
}

/// Memory of a product, freed with it.
private final class Buffers {
    let packed: UnsafeMutableRawPointer
    let input: UnsafeMutableRawPointer
    let output: UnsafeMutableRawPointer

    init(packed byteCount: Int, input values: [Float], outputCount: Int) {
        packed = .allocate(byteCount: byteCount, alignment: Self.page)
        input = .allocate(byteCount: values.count * MemoryLayout<Float>.stride, alignment: Self.page)
        output = .allocate(byteCount: outputCount * MemoryLayout<Float>.stride, alignment: Self.page)
        values.withUnsafeBytes { bytes in
            UnsafeMutableRawBufferPointer(start: input, count: bytes.count).copyMemory(from: bytes)
        }
    }

    deinit {
        packed.deallocate()
        input.deallocate()
        output.deallocate()
    }

    private static let page = 4096
}
