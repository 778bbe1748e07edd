import Kernels

/// All elements in a floating-point format.
final class FloatEncoder: PayloadEncoder {
    let format: WireFormat
    let parameterByteCount = 0
    let payloadCapacity: Int
    private let count: Int
    private let numbers: FloatFormat
    private let conversion: Conversion?
    private let kernels: CompressionKernels

    init(count: Int, _ numbers: FloatFormat, kernels: CompressionKernels = .fastest) {
        (self.count, self.numbers, self.kernels) = (count, numbers, kernels)
        format = WireFormat(numbers)
        payloadCapacity = count * numbers.byteCount
        conversion = .fastest(numbers)
    }

    func encode(
        _ gradient: UnsafePointer<Float>, parameters: UnsafeMutableRawPointer, payload: UnsafeMutableRawPointer
    ) throws(CompressionError) -> Int {
        let (numbers, conversion) = (numbers, conversion)
        try inTiles(of: count) { part throws(CompressionError) in
            let from = gradient + part.lowerBound
            let most = try kernels.most(from, count: part.count, offset: part.lowerBound)
            try numbers.requireRange(most, of: from, part)
            let to = payload + part.lowerBound * numbers.byteCount
            if let conversion {
                conversion.quantize(from, to, part.count, .identity)
            } else {
                to.copyMemory(from: from, byteCount: part.count * numbers.byteCount)
            }
        }
        return payloadCapacity
    }
}

final class FloatDecoder: PayloadDecoder {
    static let formats: [WireFormat] = [.fp32, .fp16, .bf16]
    private let count: Int
    private let kernels = CompressionKernels.fastest

    init(count: Int) { self.count = count }

    func decode(
        _ message: ReceivedMessage, into gradient: UnsafeMutablePointer<Float>
    ) throws(CompressionError) {
        let numbers = message.format.numbers
        try message.requirePayload(of: count * numbers.byteCount)
        let kernels = kernels
        try inTiles(of: count) { part throws(CompressionError) in
            let to = gradient + part.lowerBound
            numbers.read(message.bytes(from: part.lowerBound * numbers.byteCount), count: part.count, into: to)
            try message.requireFinite(to, count: part.count, kernels)
        }
    }
}

extension WireFormat {
    init(_ numbers: FloatFormat) {
        switch numbers {
        case .fp32: self = .fp32
        case .fp16: self = .fp16
        case .bf16: self = .bf16
        }
    }

    fileprivate var numbers: FloatFormat {
        switch self {
        case .fp16: .fp16
        case .bf16: .bf16
        default: .fp32
        }
    }
}

extension FloatFormat {
    /// Refuses magnitudes that would become infinite.
    func requireRange(
        _ most: Float, of x: UnsafePointer<Float>, _ part: Range<Int>
    ) throws(CompressionError) {
        guard !rounded(most).isFinite else { return }
        let index = (0..<part.count).first { !rounded(x[$0]).isFinite } ?? 0
        throw .outOfRange(index: part.lowerBound + index, value: x[index], format: "\(self)".uppercased())
    }

    /// Numbers of this format, wherever they lie.
    func read(_ bytes: UnsafeRawPointer, count: Int, into x: UnsafeMutablePointer<Float>) {
        if let conversion = Conversion.fastest(self) {
            conversion.dequantize(bytes, x, count, .identity)
        } else {
            UnsafeMutableRawPointer(x).copyMemory(from: bytes, byteCount: 4 * count)
        }
    }
}
