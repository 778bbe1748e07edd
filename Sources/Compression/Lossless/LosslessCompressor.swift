/// A library's lossless compression.
protocol LosslessCompressor: Sendable {
    /// Bytes that so many can become.
    func bound(_ byteCount: Int) -> Int
    /// Returns the bytes written.
    func compress(
        _ bytes: UnsafeRawBufferPointer, into room: UnsafeMutableRawBufferPointer
    ) throws(CompressionError) -> Int
    /// Fills `room`; anything else than as many bytes is refused.
    func expand(
        _ bytes: UnsafeRawBufferPointer, into room: UnsafeMutableRawBufferPointer
    ) throws(CompressionError)
}

extension LosslessStage {
    /// The library's; nil for none.
    /// - Throws: ``CompressionError/stage(_:reason:)`` where it was not built in.
    func compressor() throws(CompressionError) -> (any LosslessCompressor)? {
        switch self {
        case .none: nil
        case .deflate: try Deflate()
        case .zstd: try Zstandard()
        }
    }
}
