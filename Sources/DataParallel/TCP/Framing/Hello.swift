import NIOCore

/// What two workers say first, so that they know each other (`framing.md`).
struct Hello: Equatable, Sendable {
    var version: UInt32
    var token: RunToken.Half
    var digest: UInt64
    var rank: UInt32
    var workers: UInt32

    static let magic: UInt32 = 0x5450_4442
    static let currentVersion: UInt32 = 1
    static let byteCount = 40

    func write(into buffer: inout ByteBuffer) {
        buffer.writeMultipleIntegers(Self.magic, version, token.low, token.high, digest, endianness: .little)
        buffer.writeMultipleIntegers(rank, workers, endianness: .little)
    }

    /// - Returns: nil where there are too few bytes yet.
    /// - Throws: ``Stranger`` as soon as the beginning is another.
    init?(from buffer: inout ByteBuffer) throws(Stranger) {
        guard let magic: UInt32 = buffer.getInteger(at: buffer.readerIndex, endianness: .little) else { return nil }
        guard magic == Self.magic else { throw Stranger(reason: "it does not begin as workers do") }
        guard buffer.readableBytes >= Self.byteCount,
            let (_, version, low, high, digest) = buffer.readMultipleIntegers(
                endianness: .little, as: (UInt32, UInt32, UInt64, UInt64, UInt64).self),
            let (rank, workers) = buffer.readMultipleIntegers(endianness: .little, as: (UInt32, UInt32).self)
        else { return nil }
        self.init(
            version: version, token: .init(low: low, high: high), digest: digest, rank: rank, workers: workers)
    }

    init(version: UInt32, token: RunToken.Half, digest: UInt64, rank: UInt32, workers: UInt32) {
        (self.version, self.token, self.digest) = (version, token, digest)
        (self.rank, self.workers) = (rank, workers)
    }
}

/// A connection that is none between workers of this run.
struct Stranger: Error, Equatable {
    var reason: String
}

/// Random numbers by which the workers of a run know each other; who opens a connection proves itself by one half, who
/// accepts it by the other.
public struct RunToken: Codable, Equatable, Sendable {
    /// 128 bits.
    struct Half: Codable, Equatable, Sendable {
        var low, high: UInt64
    }

    let opening, accepting: Half

    /// Of the system's generator.
    public init() {
        opening = .init(low: .random(in: 0 ... .max), high: .random(in: 0 ... .max))
        accepting = .init(low: .random(in: 0 ... .max), high: .random(in: 0 ... .max))
    }
}
