import CDeflate

/// zlib's deflate, on its usual level.
struct Deflate: LosslessCompressor {
    /// - Throws: ``CompressionError/stage(_:reason:)`` where zlib was not built in.
    init() throws(CompressionError) {
        guard cdeflate_compiled() else {
            throw .stage(
                .deflate, reason: "zlib was not built in; build with --traits default,Deflate (Debian: zlib1g-dev)")
        }
    }

    func bound(_ byteCount: Int) -> Int { cdeflate_bound(byteCount) }

    func compress(
        _ bytes: UnsafeRawBufferPointer, into room: UnsafeMutableRawBufferPointer
    ) throws(CompressionError) -> Int {
        let written = cdeflate_compress(bytes.baseAddress, bytes.count, room.baseAddress, room.count)
        guard written > 0 else { throw .stage(.deflate, reason: "\(bytes.count) bytes could not be compressed") }
        return written
    }

    func expand(
        _ bytes: UnsafeRawBufferPointer, into room: UnsafeMutableRawBufferPointer
    ) throws(CompressionError) {
        guard cdeflate_expand(bytes.baseAddress, bytes.count, room.baseAddress, room.count) else {
            throw .stage(.deflate, reason: "the payload is no zlib stream of \(room.count) bytes")
        }
    }
}
