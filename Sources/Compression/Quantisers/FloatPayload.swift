import Kernels

/// All elements in a floating-point format.
final class FloatEncoder: PayloadEncoder {
    let format: WireFormat
    let parameterByteCount = 0
    let payloadCapacity: Int
    private(set) var sums: FletcherSums?
    private let count: Int
    private let numbers: FloatFormat
    private let conversion: Conversion?
    private let kernels: CompressionKernels
    /// For payloads that would only push the gradient out of the caches.
    private let stream: FloatStream?

    /// Bytes from which on a payload goes past the caches.
    private static let large = 1 << 20

    init(count: Int, _ numbers: FloatFormat, kernels: CompressionKernels = .fastest) {
        (self.count, self.numbers, self.kernels) = (count, numbers, kernels)
        format = WireFormat(numbers)
        payloadCapacity = count * numbers.byteCount
        conversion = .fastest(numbers)
        stream = payloadCapacity < Self.large ? nil : kernels.stream(numbers)
    }

    func encode(
        _ gradient: UnsafePointer<Float>, parameters: UnsafeMutableRawPointer, payload: UnsafeMutableRawPointer
    ) throws(CompressionError) -> Int {
        guard let stream, UInt(bitPattern: payload) % 4 == 0 else {
            sums = nil
            try convert(gradient, to: payload)
            return payloadCapacity
        }
        var sums = FletcherSums()
        let most = stream.narrow(
            gradient, count: count, to: payload.assumingMemoryBound(to: UInt8.self), place: MessageHeader.firstPlace,
            adding: &sums)
        try kernels.requireFinite(most, gradient, count: count, offset: 0)
        try numbers.requireRange(Float(bitPattern: most), of: gradient, 0..<count)
        self.sums = sums
        return payloadCapacity
    }

    private func convert(
        _ gradient: UnsafePointer<Float>, to payload: UnsafeMutableRawPointer
    ) throws(CompressionError) {
        let (numbers, conversion, kernels) = (numbers, conversion, kernels)
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
    }
}

final class FloatDecoder: PayloadDecoder {
    static let formats: [WireFormat] = [.fp32, .fp16, .bf16]
    static let findsSums = true
    private(set) var sums: FletcherSums?
    private let count: Int
    private let kernels = CompressionKernels.fastest

    init(count: Int) { self.count = count }

    func decode(
        _ message: ReceivedMessage, into gradient: UnsafeMutablePointer<Float>
    ) throws(CompressionError) {
        let numbers = message.format.numbers
        try message.requirePayload(of: count * numbers.byteCount)
        let (kernels, bytes) = (kernels, message.bytes(from: 0))
        var sums = FletcherSums()
        if let stream = kernels.stream(numbers) {
            let most = stream.widen(
                bytes, count: count, into: gradient, place: MessageHeader.firstPlace, adding: &sums)
            try message.requireFinite(most)
        } else {
            kernels.add(bytes, count: message.payload.count, place: MessageHeader.firstPlace, to: &sums)
            try inTiles(of: count) { part throws(CompressionError) in
                let to = gradient + part.lowerBound
                numbers.read(bytes + part.lowerBound * numbers.byteCount, count: part.count, into: to)
                try message.requireFinite(to, count: part.count, kernels)
            }
        }
        self.sums = sums
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
