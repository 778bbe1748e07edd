import NIOCore
import NIOPosix

/// A connection whose far end is not known yet.
struct Connection: Sendable {
    let inbound: NIOAsyncChannel<Frame, Never>
    let counter: ByteCounter

    var channel: any Channel { inbound.channel }

    /// Prepares a channel for frames with messages of so many bytes at most.
    static func prepare(_ channel: any Channel, capacity: Int) -> EventLoopFuture<Connection> {
        channel.eventLoop.makeCompletedFuture {
            let counter = ByteCounter()
            try channel.pipeline.syncOperations.addHandlers([
                counter, ByteToMessageHandler(FrameDecoder(capacity: capacity)),
            ])
            return Connection(
                inbound: try NIOAsyncChannel(wrappingChannelSynchronously: channel), counter: counter)
        }
    }
}

/// Where other workers knock.
struct Listener: Sendable {
    let connections: NIOAsyncChannel<Connection, Never>
    let port: Int

    /// Listens on a port of the system's choice.
    static func open(_ group: any EventLoopGroup, capacity: Int) async throws -> Listener {
        do {
            let connections = try await ServerBootstrap(group: group)
                .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
                .bind(to: Loopback.address(port: 0)) { Connection.prepare($0, capacity: capacity) }
            return Listener(connections: connections, port: connections.channel.localAddress?.port ?? 0)
        } catch {
            throw DataParallelError.noSocket(reason: "\(error)")
        }
    }
}

/// This machine's own address, the only one that is ever spoken with.
enum Loopback {
    static let host = "127.0.0.1"

    static func address(port: Int) throws -> SocketAddress { try SocketAddress(ipAddress: host, port: port) }

    /// - Throws: ``DataParallelError/notLoopback(_:)`` for any other.
    static func check(_ address: SocketAddress?) throws(DataParallelError) {
        guard address?.ipAddress == host else { throw .notLoopback(address?.ipAddress ?? "an unknown address") }
    }
}
