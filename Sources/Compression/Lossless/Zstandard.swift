import CZstandard

/// Zstandard, on level 1: faster than any radio.
struct Zstandard: LosslessCompressor {
    /// - Throws: ``CompressionError/stage(_:reason:)`` where libzstd was not built in.
    init() throws(CompressionError) {
        guard czstd_compiled() else {
            throw .stage(
                .zstd, reason: "libzstd was not built in; build with --traits default,Zstandard (Debian: libzstd-dev)")
        }
    }

    func bound(_ byteCount: Int) -> Int { czstd_bound(byteCount) }

    func compress(
        _ bytes: UnsafeRawBufferPointer, into room: UnsafeMutableRawBufferPointer
    ) throws(CompressionError) -> Int {
        let written = czstd_compress(bytes.baseAddress, bytes.count, room.baseAddress, room.count)
        guard written > 0 else { throw .stage(.zstd, reason: "\(bytes.count) bytes could not be compressed") }
        return written
    }

    func expand(
        _ bytes: UnsafeRawBufferPointer, into room: UnsafeMutableRawBufferPointer
    ) throws(CompressionError) {
        guard czstd_expand(bytes.baseAddress, bytes.count, room.baseAddress, room.count) else {
            throw .stage(.zstd, reason: "the payload is no frame of \(room.count) bytes")
        }
    }
}
