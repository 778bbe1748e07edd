/// A lossless compression of a payload, after any codec.
public enum LosslessStage: String, Sendable, CaseIterable {
    case none
    /// A zlib stream (RFC 1950, RFC 1951).
    case deflate
    /// A frame of Zstandard (RFC 8878).
    case zstd
}
