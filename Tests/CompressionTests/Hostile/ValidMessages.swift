@testable import Compression

/// A message that an encoder has made.
struct ValidMessage {
    let bytes: [UInt8]
    let count: Int
}

extension ValidMessage {
    /// Messages of every codec for some numbers of elements, as vectors, and where a codec goes by layer as a matrix
    /// and a rest.
    static func all(of sizes: [Int]) throws -> [ValidMessage] {
        let names = EveryCodec.all.filter { !$0.contains("feedback") }
        return try sizes.flatMap { count in
            try names.map { name in
                let codec = try Codec(name)
                let encoder =
                    codec.isLayerwise
                    ? try codec.encoder(tensors: TensorShape.square(count), seed: 1)
                    : try codec.encoder(count: count, seed: 1)
                let gradient = GoldenInput.bell.gradient(count, seed: UInt64(count), step: 0)
                return ValidMessage(bytes: try encoder.message(of: gradient), count: count)
            }
        }
    }
}

extension [UInt8] {
    /// The 4 bytes from a place on as a number.
    func word(at place: Int) -> UInt32 {
        (0..<4).reduce(0) { $0 | UInt32(self[place + $1]) << (8 * UInt32($1)) }
    }

    mutating func setWord(_ word: UInt32, at place: Int) {
        for i in 0..<4 { self[place + i] = UInt8(truncatingIfNeeded: word >> (8 * UInt32(i))) }
    }

    /// Bytes before the payload of a message; nil where it ends before.
    var headerCount: Int? {
        withUnsafeBytes { bytes in
            guard let header = try? MessageHeader(bytes),
                let parameters = try? PayloadDecoders.parameterByteCount(of: header.format, bytes)
            else { return nil }
            return MessageHeader.byteCount + parameters
        }
    }

    /// Lets a message say its own length and checksum.
    mutating func mend(length: Bool = true) {
        guard count >= MessageHeader.byteCount else { return }
        if length, let header = headerCount { setWord(UInt32(count - header), at: 8) }
        let checksum = withUnsafeBytes { bytes in
            bytes.baseAddress.map { MessageHeader.checksum($0, byteCount: bytes.count, kernels: .fastest) }
        }
        setWord(checksum ?? 0, at: 12)
    }

    /// The messages of parts, each filled up to whole words.
    var parts: [[UInt8]] {
        var (parts, at) = ([[UInt8]](), MessageHeader.byteCount + 4)
        while at + MessageHeader.byteCount <= count {
            let rest = Array(self[at...])
            guard let header = rest.headerCount else { break }
            let end = Swift.min((header + Int(rest.word(at: 8)) + 3) / 4 * 4, rest.count)
            parts.append(Array(rest[..<end]))
            at += end
        }
        return parts
    }

    /// A message of parts.
    static func message(of parts: [[UInt8]], elements: Int, said: UInt32? = nil) -> [UInt8] {
        var message: [UInt8] = [0xB6, 1, WireFormat.parts.rawValue, 0] + [UInt8](repeating: 0, count: 16)
        message.setWord(UInt32(truncatingIfNeeded: elements), at: 4)
        message.setWord(said ?? UInt32(parts.count), at: 16)
        for part in parts { message += part + [UInt8](repeating: 0, count: (4 - part.count % 4) % 4) }
        message.mend()
        return message
    }

    /// A message of any format, stage and parameters.
    static func message(
        _ format: WireFormat, stage: UInt8 = 0, elements: Int, parameters: [UInt8] = [], payload: [UInt8]
    ) -> [UInt8] {
        var message: [UInt8] =
            [0xB6, 1, format.rawValue, stage] + [UInt8](repeating: 0, count: 12) + parameters + payload
        message.setWord(UInt32(truncatingIfNeeded: elements), at: 4)
        message.mend()
        return message
    }

    /// Numbers of 4 bytes, one behind the other.
    static func words(_ words: UInt32...) -> [UInt8] {
        words.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> (8 * UInt32($0))) } }
    }
}
