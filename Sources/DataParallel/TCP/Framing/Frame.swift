import NIOCore

/// What a worker sends (`framing.md`).
enum Frame: Equatable, Sendable {
    case hello(Hello)
    case message(ByteBuffer)
    /// The sender ends, as this worker is lost.
    case farewell(lost: Int)

    /// Bytes before a message.
    static let headerByteCount = 12

    static func message(_ bytes: UnsafeRawBufferPointer, step: Int, rank: Int) -> ByteBuffer {
        var buffer = header(byteCount: bytes.count, step: step, rank: rank)
        buffer.writeBytes(bytes)
        return buffer
    }

    static func farewell(lost rank: Int, step: Int) -> ByteBuffer { header(byteCount: 0, step: step, rank: rank) }

    private static func header(byteCount: Int, step: Int, rank: Int) -> ByteBuffer {
        var buffer = ByteBufferAllocator().buffer(capacity: headerByteCount + byteCount)
        buffer.writeMultipleIntegers(
            UInt32(clamping: byteCount), UInt32(clamping: step), UInt32(clamping: rank), endianness: .little)
        return buffer
    }
}
