import Kernels
import Statistics

/// A small FP32 product on the best backend, computed over and over: something real to time, of an exactly known amount.
///
/// Its buffers begin at pages, as those of a suite do, and fit the first-level cache together, so that two of them differ
/// in nothing. (Two products of half a megabyte each, at addresses as malloc gave them, did differ: the second was found
/// faster by more than 0.5 % in 89 of 300 repeats, and that was where it lay, not the verdict.)
struct TimedProduct {
    let call: () -> Void

    /// - Parameter repeats: products in a call.
    /// - Throws: `KernelError`.
    init(repeats: Int) throws {
        var generator = SeededGenerator(seed: 1, stream: "timed product")
        let shape = LayerShape.gemm(GEMMShape(m: 24, n: 32, k: 64))
        let kernel = try Backends.best(.fp32).prepare(.fp32(.random(shape, using: &generator)))
        let buffers = Buffers(
            packed: kernel.packedByteCount, input: FP32Layer.randomInput(shape, using: &generator),
            outputCount: shape.outputCount)
        kernel.pack(into: buffers.packed)
        call = {
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
