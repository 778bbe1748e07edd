import Basics

/// BF16 and FP16 by the FP32 kernel: input and weights are widened before it, the output is rounded after it.
final class PortableHalfKernel: PreparedKernel {
    let layer: Layer
    private let fp32: PortableFP32Kernel
    private let conversion: Conversion
    private let weights: UnsafeMutableBufferPointer<Float>
    private let input: UnsafeMutableBufferPointer<Float>
    private let output: UnsafeMutableBufferPointer<Float>

    /// - Parameter conversion: between FP32 and the layer's format.
    init(_ original: FloatLayer, _ conversion: Conversion) {
        layer = .float(original)
        fp32 = PortableFP32Kernel(original)
        self.conversion = conversion
        func buffer(_ count: Int) -> UnsafeMutableBufferPointer<Float> {
            .init(start: .aligned(repeating: 0, count: count), count: count)
        }
        weights = buffer(original.shape.weightCount)
        input = buffer(original.shape.inputCount)
        output = buffer(original.shape.outputCount)
    }

    deinit {
        for buffer in [weights, input, output] { buffer.deallocate() }
    }

    var packedByteCount: Int { fp32.packedByteCount }

    var workspaceByteCount: Int? {
        let own = (weights.count + input.count + output.count) * MemoryLayout<Float>.stride
        return fp32.workspaceByteCount.map { $0 + own }
    }

    func pack(_ weights: UnsafeRawPointer, into destination: UnsafeMutableRawPointer) {
        guard let widened = widen(weights, self.weights) else { return }
        fp32.pack(widened, into: destination)
    }

    func run(packed: UnsafeRawPointer, input: UnsafeRawPointer, output: UnsafeMutableRawPointer) {
        guard let widened = widen(input, self.input), let sums = self.output.baseAddress else { return }
        fp32.run(packed: packed, input: widened, output: sums)
        conversion.quantize(sums, output, self.output.count, .identity)
    }

    /// Fills a buffer; its address. A valid layer's tensors have elements, an empty buffer alone has no address.
    private func widen(
        _ elements: UnsafeRawPointer, _ buffer: UnsafeMutableBufferPointer<Float>
    ) -> UnsafeMutablePointer<Float>? {
        guard let start = buffer.baseAddress else { return nil }
        conversion.dequantize(elements, start, buffer.count, .identity)
        return start
    }
}
