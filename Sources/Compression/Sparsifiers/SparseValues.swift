import Kernels

/// How the values of kept elements are written.
enum SparseValues: UInt8, Sendable, CaseIterable {
    case fp32, fp16, bf16
    /// The sign of each, and the mean magnitude of all: sparse ternary compression (Sattler et al., 2019, arXiv:1903.02891).
    case signs

    private var numbers: FloatFormat? {
        switch self {
        case .fp32: .fp32
        case .fp16: .fp16
        case .bf16: .bf16
        case .signs: nil
        }
    }

    /// Bytes of so many values.
    func byteCount(_ count: Int) -> Int { numbers.map { count * $0.byteCount } ?? 4 + (count + 7) / 8 }

    /// Writes values.
    /// - Parameter indices: of the values in the gradient, for errors.
    /// - Throws: ``CompressionError/outOfRange(index:value:format:)``.
    func write(
        _ values: UnsafePointer<Float>, count: Int, indices: UnsafePointer<Int32>, to memory: UnsafeMutableRawPointer,
        _ kernels: CompressionKernels
    ) throws(CompressionError) {
        guard let numbers else {
            let mean = kernels.sumOfMagnitudes(values, count: count).total / Double(max(count, 1))
            memory.store(Float(mean), at: 0)
            kernels.signs(values, count: count, bits: (memory + 4).assumingMemoryBound(to: UInt8.self))
            return
        }
        let most = Float(bitPattern: kernels.mostBits(values, count: count))
        if !numbers.rounded(most).isFinite {
            let place = (0..<count).first { !numbers.rounded(values[$0]).isFinite } ?? 0
            throw .outOfRange(index: Int(indices[place]), value: values[place], format: "\(numbers)".uppercased())
        }
        guard let conversion = Conversion.fastest(numbers) else {
            memory.copyMemory(from: values, byteCount: 4 * count)
            return
        }
        conversion.quantize(values, memory, count, .identity)
    }

    /// Reads values from the beginning of a payload that has the bytes.
    func read(
        _ message: ReceivedMessage, count: Int, into values: UnsafeMutablePointer<Float>, _ kernels: CompressionKernels
    ) throws(CompressionError) {
        guard let numbers else {
            let magnitude = try message.magnitude(at: 0)
            try message.requireFilling(from: 4, bits: count)
            kernels.values(
                ofBits: message.bytes(from: 4), count: count, unset: magnitude, set: -magnitude, into: values)
            return
        }
        numbers.read(message.bytes(from: 0), count: count, into: values)
    }
}
