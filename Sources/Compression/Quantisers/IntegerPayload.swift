import Kernels

/// Bytes with a scale for each bucket: the largest magnitude becomes 127. Magnitudes below 2^-120 may become 0.
final class IntegerEncoder: PayloadEncoder {
    let format = WireFormat.int8
    let parameterByteCount = 4
    let payloadCapacity: Int
    private let buckets: Buckets
    private let kernels: CompressionKernels
    /// Where a bucket's largest magnitude is smaller, its inverse would be infinite.
    private static let least: Float = 0x1p-120

    init(count: Int, bucket: Int, kernels: CompressionKernels = .fastest) {
        buckets = Buckets(elements: count, size: bucket)
        payloadCapacity = 4 * buckets.count + count
        self.kernels = kernels
    }

    func encode(
        _ gradient: UnsafePointer<Float>, parameters: UnsafeMutableRawPointer, payload: UnsafeMutableRawPointer
    ) throws(CompressionError) -> Int {
        parameters.store(buckets.wireSize, at: 0)
        let scales = payload.assumingMemoryBound(to: Float.self)
        let levels = (payload + 4 * buckets.count).assumingMemoryBound(to: Int8.self)
        let most = kernels.roundInBuckets(
            gradient, count: buckets.elements, bucket: buckets.size, least: Self.least, scales: scales, levels: levels)
        if most >= Float.infinity.bitPattern { try kernels.requireFinite(gradient, count: buckets.elements) }
        return payloadCapacity
    }
}

final class IntegerDecoder: PayloadDecoder {
    static let formats: [WireFormat] = [.int8]
    private let count: Int
    private let kernels = CompressionKernels.fastest

    init(count: Int) { self.count = count }

    func decode(
        _ message: ReceivedMessage, into gradient: UnsafeMutablePointer<Float>
    ) throws(CompressionError) {
        let buckets = message.buckets(at: 0)
        try message.requirePayload(of: 4 * buckets.count + count)
        let levels = UnsafeRawPointer(message.bytes(from: 4 * buckets.count)).assumingMemoryBound(to: Int8.self)
        let scales = try message.magnitudes(buckets.count)
        kernels.scale(levels, count: count, bucket: buckets.size, by: scales.numbers, into: gradient)
        if !(128 * scales.most).isFinite { try message.requireFinite(gradient, count: count, kernels) }
    }
}

extension Buckets {
    /// As a message's parameters have it.
    var wireSize: UInt32 { UInt32(count <= 1 ? 0 : size) }
}

extension ReceivedMessage {
    /// The buckets of a size that stands among the parameters.
    func buckets(at offset: Int) -> Buckets {
        Buckets(elements: elements, size: Int(parameters.littleEndian(UInt32.self, at: offset)))
    }
}
