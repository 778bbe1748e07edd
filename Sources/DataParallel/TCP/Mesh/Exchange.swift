import Basics
import NIOCore

/// All-gather over a mesh: each worker sends its message to all others, and takes theirs.
struct Exchange {
    let rank: Int
    let mailbox: Mailbox
    let links: [Mailbox.Link]
    let limits: TCPLimits
    private var sent: [EventLoopFuture<Void>] = []

    init(rank: Int, mailbox: Mailbox, links: [Mailbox.Link], limits: TCPLimits) {
        (self.rank, self.mailbox, self.links, self.limits) = (rank, mailbox, links, limits)
    }

    /// Sends a message and waits for those of all others.
    /// - Returns: theirs, by rank.
    /// - Throws: ``DataParallelError/lost(rank:awaited:cause:)`` and other errors of peers.
    mutating func exchange(
        _ message: UnsafeRawBufferPointer, step: Int
    ) async throws -> [ByteBuffer] {
        let frame = Frame.message(message, step: step, rank: rank)
        // Not waited for: one that takes nothing must not keep the others from having it.
        sent = links.map { $0.channel.writeAndFlush(frame) }
        return try await mailbox.allMessages(ofStep: step, within: limits.deadline)
    }

    /// Waits until all has gone to the sockets, so that closing them loses nothing.
    func drain(step: Int) async throws {
        for (link, sending) in zip(links, sent) {
            let alarm = link.channel.eventLoop.scheduleTask(in: .milliseconds(Int64(limits.deadline * 1000))) {
                link.channel.close(promise: nil)
            }
            defer { alarm.cancel() }
            let start = Clock.seconds()
            do {
                try await sending.get()
            } catch {
                let isLate = Clock.seconds() - start >= limits.deadline
                throw DataParallelError.lost(
                    rank: link.rank, awaited: .taking(step: step),
                    cause: isLate ? .silent(seconds: limits.deadline) : .init(error))
            }
        }
    }

    /// What the connections have moved so far.
    var moved: SocketBytes {
        SocketBytes(
            written: links.reduce(0) { $0 + $1.counter.written }, read: links.reduce(0) { $0 + $1.counter.read },
            connections: links.count)
    }
}
