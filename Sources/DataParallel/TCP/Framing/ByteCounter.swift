import NIOCore
import Synchronization

/// Counts the bytes that come from a socket and that have gone to it. It stands first in the pipeline, so that nothing
/// is added or taken away between it and the socket.
final class ByteCounter: ChannelDuplexHandler, Sendable {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer

    private let readCount = Atomic(0), writtenCount = Atomic(0)

    var read: Int { readCount.load(ordering: .relaxed) }
    var written: Int { writtenCount.load(ordering: .relaxed) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        readCount.add(unwrapInboundIn(data).readableBytes, ordering: .relaxed)
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let count = unwrapOutboundIn(data).readableBytes
        let promise = promise ?? context.eventLoop.makePromise()
        promise.futureResult.whenSuccess { [self] in writtenCount.add(count, ordering: .relaxed) }
        context.write(data, promise: promise)
    }
}
