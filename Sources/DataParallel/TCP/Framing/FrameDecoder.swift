import NIOCore

/// Cuts what a peer sends into a hello and frames, and refuses what cannot be: before a byte of it is kept.
struct FrameDecoder: NIOCore.ByteToMessageDecoder {
    typealias InboundOut = Frame

    /// The most that a message may have.
    let capacity: Int
    /// The peer, once it has said hello.
    private var rank: UInt32?
    private var step: UInt32 = 0

    init(capacity: Int) {
        self.capacity = capacity
    }

    mutating func decode(context: ChannelHandlerContext, buffer: inout ByteBuffer) throws -> DecodingState {
        guard let frame = try next(&buffer) else { return .needMoreData }
        context.fireChannelRead(Self.wrapInboundOut(frame))
        return .continue
    }

    /// A frame that was cut off is none.
    mutating func decodeLast(
        context: ChannelHandlerContext, buffer: inout ByteBuffer, seenEOF: Bool
    ) throws -> DecodingState {
        let state = try decode(context: context, buffer: &buffer)
        if state == .needMoreData { buffer.clear() }
        return state
    }

    private mutating func next(_ buffer: inout ByteBuffer) throws -> Frame? {
        guard let rank else {
            guard let hello = try Hello(from: &buffer) else { return nil }
            self.rank = hello.rank
            return .hello(hello)
        }
        var ahead = buffer
        guard
            let (count, step, sender) = ahead.readMultipleIntegers(
                endianness: .little, as: (UInt32, UInt32, UInt32).self)
        else { return nil }
        let peer = Int(rank)
        if count == 0 {
            buffer = ahead
            return .farewell(lost: Int(sender))
        }
        guard step == self.step &+ 1, sender == rank else {
            throw DataParallelError.unexpected(
                rank: peer, step: Int(self.step) + 1, found: "a message of step \(step) by worker \(sender)")
        }
        guard Int(count) <= capacity else {
            throw DataParallelError.oversized(rank: peer, bytes: Int(count), capacity: capacity)
        }
        guard let message = ahead.readSlice(length: Int(count)) else { return nil }
        buffer = ahead
        self.step = step
        return .message(message)
    }
}
