import Kernels
import Statistics

/// A small FP32 product on the best backend, as something real to time.
struct TimedProduct {
    let call: () -> Void

    /// - Parameter rows: of the left matrix; the time is proportional to them where they are a multiple of 24,
    ///   which every register tile's height divides.
    /// - Throws: `KernelError`.
    init(rows: Int) throws {
        var generator = SeededGenerator(seed: 1, stream: "timed product")
        let shape = LayerShape.gemm(GEMMShape(m: rows, n: 32, k: 64))
        let layer = FP32Layer.random(shape, using: &generator)
        let kernel = try Backends.best(.fp32).prepare(.fp32(layer))
        let buffers = Buffers(
            packed: kernel.packedByteCount, input: FP32Layer.randomInput(shape, using: &generator),
            outputCount: shape.outputCount)
        kernel.pack(into: buffers.packed)
        call = { kernel.run(packed: buffers.packed, input: buffers.input, output: buffers.output) }
    }
}

/// Memory of a product, freed with it.
private final class Buffers {
    let packed: UnsafeMutableRawPointer
    let input: UnsafeMutableRawPointer
    let output: UnsafeMutableRawPointer

    init(packed byteCount: Int, input values: [Float], outputCount: Int) {
        packed = .allocate(byteCount: byteCount, alignment: 64)
        input = .allocate(byteCount: max(1, values.count) * MemoryLayout<Float>.stride, alignment: 64)
        output = .allocate(byteCount: outputCount * MemoryLayout<Float>.stride, alignment: 64)
        values.withUnsafeBytes { bytes in
            UnsafeMutableRawBufferPointer(start: input, count: bytes.count).copyMemory(from: bytes)
        }
    }

    deinit {
        packed.deallocate()
        input.deallocate()
        output.deallocate()
    }
}
