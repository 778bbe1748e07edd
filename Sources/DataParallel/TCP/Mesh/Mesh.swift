import NIOCore
import NIOPosix

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A worker's connections with all others: those of a higher rank open them.
struct Mesh: Sendable {
    let rank: Int
    let workers: Int
    let token: RunToken
    let digest: UInt64
    /// The most that a message may have.
    let capacity: Int
    let limits: TCPLimits
    var version = Hello.currentVersion
    let group: any EventLoopGroup

    /// How long a failing worker keeps its connections, so that the others read its farewell before they see them
    /// closed.
    private static let farewellSeconds = 0.1

    /// Connects with all others, gives `body` the connections, and closes them, whatever comes. Where `body` fails, the
    /// others are told who is lost.
    /// - Parameter ports: of all workers, by rank.
    /// - Throws: ``DataParallelError``, or what `body` throws.
    func run<Value: Sendable>(
        _ listener: Listener, ports: [Int], body: (Mailbox, [Mailbox.Link]) async throws -> Value
    ) async throws -> Value {
        let mailbox = Mailbox(rank: rank, workers: workers)
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { await accept(listener, mailbox) }
            for peer in 0..<rank { tasks.addTask { await open(peer, port: ports[peer], mailbox) } }
            defer { tasks.cancelAll() }
            var links: [Mailbox.Link] = []
            do {
                links = try await mailbox.allLinks(within: limits.deadline)
                listener.connections.channel.close(promise: nil)
                return try await body(mailbox, links)
            } catch let error as DataParallelError {
                await farewell(error, to: links)
                throw error
            }
        }
    }

    private func farewell(_ error: DataParallelError, to links: [Mailbox.Link]) async {
        for link in links {
            link.channel.writeAndFlush(Frame.farewell(lost: error.lostRank ?? rank, step: 0), promise: nil)
        }
        try? await Task.sleep(for: .seconds(Self.farewellSeconds))
    }

    private func accept(_ listener: Listener, _ mailbox: Mailbox) async {
        try? await listener.connections.executeThenClose { connections in
            try await withThrowingDiscardingTaskGroup { tasks in
                for try await connection in connections {
                    tasks.addTask { await serve(connection, peer: nil, mailbox) }
                }
            }
        }
    }

    private func open(_ peer: Int, port: Int, _ mailbox: Mailbox) async {
        do {
            let connection = try await ClientBootstrap(group: group)
                .channelOption(.socketOption(.tcp_nodelay), value: 1)
                .connectTimeout(.milliseconds(Int64(limits.deadline * 1000)))
                .connect(to: Loopback.address(port: port)) { Connection.prepare($0, capacity: capacity) }
            await serve(connection, peer: (peer, port), mailbox)
        } catch {
            await mailbox.ended(peer, .init(error))
        }
    }

    /// Says hello, and hands over what comes until the connection closes.
    /// - Parameter peer: whom it was opened to; nil for one that was accepted.
    private func serve(_ connection: Connection, peer: (rank: Int, port: Int)?, _ mailbox: Mailbox) async {
        var known = peer?.rank
        do {
            try await connection.inbound.executeThenClose { frames in
                var frames = frames.makeAsyncIterator()
                let rank = try await greet(connection, &frames, peer: peer)
                known = rank
                try await mailbox.connected(
                    .init(rank: rank, channel: connection.channel, counter: connection.counter))
                while let frame = try await frames.next() {
                    switch frame {
                    case .message(let message): await mailbox.received(message, from: rank)
                    case .farewell(let lost): await mailbox.farewell(from: rank, lost: lost)
                    case .hello: throw DataParallelError.unexpected(rank: rank, step: 1, found: "another hello")
                    }
                }
                await mailbox.ended(rank, .closed)
            }
        } catch let stranger as Stranger {
            guard let peer else { return await mailbox.knocked() }
            await mailbox.fail(.stranger(port: peer.port, reason: stranger.reason))
        } catch let error as DataParallelError {
            await mailbox.fail(error)
        } catch {
            if let known { await mailbox.ended(known, .init(error)) }
        }
    }

    /// - Returns: who the peer is.
    /// - Throws: ``Stranger`` for one that is not of this run, ``DataParallelError`` for one that is but cannot be
    ///   worked with.
    private func greet(
        _ connection: Connection, _ frames: inout NIOAsyncChannelInboundStream<Frame>.AsyncIterator,
        peer: (rank: Int, port: Int)?
    ) async throws -> Int {
        try Loopback.check(connection.channel.remoteAddress)
        // One that says nothing must not stay for ever.
        let channel = connection.channel
        let alarm = channel.eventLoop.scheduleTask(in: .milliseconds(Int64(limits.deadline * 1000))) {
            channel.close(promise: nil)
        }
        defer { alarm.cancel() }
        if peer != nil { try await say(token.opening, to: channel) }
        guard case .hello(let hello) = try await frames.next() else {
            throw Stranger(reason: "it closed the connection without a word")
        }
        guard hello.token == (peer == nil ? token.opening : token.accepting) else {
            throw Stranger(reason: "it has another token")
        }
        if peer == nil { try await say(token.accepting, to: channel) }
        let found = Int(hello.rank)
        guard hello.version == version else {
            throw DataParallelError.otherVersion(rank: found, expected: version, found: hello.version)
        }
        guard hello.digest == digest, hello.workers == workers else {
            throw DataParallelError.otherTraining(rank: found)
        }
        guard peer.map({ $0.rank == found }) ?? (found > rank && found < workers) else {
            throw DataParallelError.otherRank(found: found, workers: workers)
        }
        return found
    }

    private func say(_ half: RunToken.Half, to channel: any Channel) async throws {
        var buffer = channel.allocator.buffer(capacity: Hello.byteCount)
        Hello(version: version, token: half, digest: digest, rank: UInt32(rank), workers: UInt32(workers))
            .write(into: &buffer)
        try await channel.writeAndFlush(buffer)
    }
}

extension DataParallelError.Cause {
    /// A reset is what a process leaves behind that died before it had read everything.
    init(_ error: any Error) {
        if let error = error as? IOError, [ECONNRESET, EPIPE].contains(error.errnoCode) {
            self = .closed
        } else if error is ChannelError || error is CancellationError {
            self = .closed
        } else {
            self = .failed("\(error)")
        }
    }
}
