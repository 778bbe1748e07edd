import Compression

/// A gradient on its way: what went in, the message, what came out.
struct Transfer {
    var gradient: [Float]
    var message: [UInt8]
    var decoded: [Float]
    /// Bytes of the message before its payload.
    var headerByteCount: Int

    /// A number that stands somewhere in the message.
    func word(at offset: Int) -> UInt32 {
        message[offset..<offset + 4].reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// An FP32 number of the payload.
    func payloadFloat(at offset: Int) -> Float { Float(bitPattern: word(at: headerByteCount + offset)) }

    var payloadByteCount: Int { message.count - headerByteCount }

    /// What the first element is said to be wrong with.
    func first(_ complaint: (_ x: Float, _ y: Float) -> String?) -> String? {
        for (index, (x, y)) in zip(gradient, decoded).enumerated() {
            if let text = complaint(x, y) { return "element \(index), \(x), became \(y): \(text)" }
        }
        return nil
    }

    /// What the first bucket is said to be wrong with; 0 elements stand for all.
    func firstBucket(
        of size: Int, _ complaint: (_ bucket: Int, _ part: Transfer) -> String?
    ) -> String? {
        let size = size == 0 ? max(gradient.count, 1) : size
        for (bucket, begin) in stride(from: 0, to: gradient.count, by: size).enumerated() {
            let range = begin..<min(begin + size, gradient.count)
            let part = Transfer(
                gradient: Array(gradient[range]), message: [], decoded: Array(decoded[range]),
                headerByteCount: headerByteCount)
            if let text = complaint(bucket, part) { return "bucket \(bucket): \(text)" }
        }
        return nil
    }
}

/// What a codec promises of every transfer: says what is against it, nil where nothing is.
typealias TransferLaw = @Sendable (Transfer) -> String?

/// Sends gradients through one encoder and one decoder.
final class Sender {
    struct Overrun: Error {}

    /// What names of codecs end in that have a lossless stage, of those that were built in.
    static let stages = ["/zstd", "/deflate"].filter { (try? Sender("fp32\($0)", count: 1)) != nil }

    let encoder: any GradientEncoder
    private let decoder: GradientDecoder
    private var room: [UInt8]
    private static let guardBytes = 64

    init(_ encoder: any GradientEncoder) throws {
        self.encoder = encoder
        decoder = try GradientDecoder(count: encoder.count)
        room = .init(repeating: 0xA5, count: encoder.capacity + Self.guardBytes)
    }

    convenience init(_ codec: String, count: Int, seed: UInt64 = 7) throws {
        try self.init(Codec(codec).encoder(count: count, seed: seed))
    }

    convenience init(_ codec: String, tensors: [TensorShape], seed: UInt64 = 7) throws {
        try self.init(Codec(codec).encoder(tensors: tensors, seed: seed))
    }

    /// What was left out so far; nothing where nothing is carried over.
    var carriedOver: [Float] {
        encoder.residual ?? []
    }

    /// - Throws: ``Overrun`` where an encoder writes beyond its capacity.
    func message(of gradient: [Float]) throws -> [UInt8] {
        let written = try encoder.encode(gradient, into: &room)
        guard written <= encoder.capacity, room[encoder.capacity...].allSatisfy({ $0 == 0xA5 }) else { throw Overrun() }
        return Array(room[..<written])
    }

    func send(_ gradient: [Float]) throws -> Transfer {
        let message = try message(of: gradient)
        var decoded = [Float](repeating: .nan, count: gradient.count)
        try message.withUnsafeBytes { try decoder.decode($0, into: &decoded) }
        return Transfer(
            gradient: gradient, message: message, decoded: decoded, headerByteCount: encoder.headerByteCount)
    }
}
