import NIOCore

/// What the other workers have sent, and what became of them. One task waits, for all connections or for the messages
/// of a step; it is told as soon as one of them cannot come any more.
actor Mailbox {
    /// A connection with another worker.
    struct Link: Sendable {
        let rank: Int
        let channel: any Channel
        let counter: ByteCounter
    }

    private enum Want {
        case connections
        case messages(step: Int)
    }

    private enum End {
        case cause(DataParallelError.Cause)
        case farewell(lost: Int)
    }

    private struct Waiting {
        let want: Want
        let ticket: Int
        let continuation: CheckedContinuation<Void, any Error>
    }

    private let peers: [Int]
    private var links: [Int: Link] = [:]
    /// A peer is a step ahead at most, so that it has two here at most.
    private var messages: [Int: [ByteBuffer]] = [:]
    private var ends: [Int: End] = [:]
    private var failure: DataParallelError?
    private var strangers = 0
    private var waiting: Waiting?
    private var ticket = 0

    init(rank: Int, workers: Int) {
        peers = (0..<workers).filter { $0 != rank }
    }

    // What connections tell.

    func connected(_ link: Link) throws(DataParallelError) {
        guard peers.contains(link.rank), links[link.rank] == nil else {
            throw .otherRank(found: link.rank, workers: peers.count + 1)
        }
        links[link.rank] = link
        settle()
    }

    func knocked() { strangers += 1 }

    func received(_ message: ByteBuffer, from rank: Int) {
        messages[rank, default: []].append(message)
        settle()
    }

    /// The peer ends, as another is lost.
    func farewell(from rank: Int, lost: Int) { end(rank, .farewell(lost: lost)) }

    func ended(_ rank: Int, _ cause: DataParallelError.Cause) { end(rank, .cause(cause)) }

    private func end(_ rank: Int, _ end: End) {
        guard ends[rank] == nil else { return }
        ends[rank] = end
        settle()
    }

    /// Nothing can go on.
    func fail(_ error: DataParallelError) {
        failure = failure ?? error
        settle()
    }

    // What is waited for.

    /// The connections with all others, by rank.
    func allLinks(within seconds: Double) async throws -> [Link] {
        try await wait(for: .connections, within: seconds)
        return peers.compactMap { links[$0] }
    }

    /// The others' messages of the next step, by rank.
    func allMessages(ofStep step: Int, within seconds: Double) async throws -> [ByteBuffer] {
        try await wait(for: .messages(step: step), within: seconds)
        return peers.compactMap { rank in messages[rank]?.removeFirst() }
    }

    private func wait(for want: Want, within seconds: Double) async throws {
        if let verdict = verdict(on: want) { return try verdict.get() }
        ticket += 1
        let own = ticket
        let alarm = Task {
            try await Task.sleep(for: .seconds(seconds))
            expire(own, after: seconds)
        }
        defer { alarm.cancel() }
        try await withCheckedThrowingContinuation {
            waiting = Waiting(want: want, ticket: own, continuation: $0)
        }
    }

    private func settle() {
        guard let waiting, let verdict = verdict(on: waiting.want) else { return }
        self.waiting = nil
        waiting.continuation.resume(with: verdict)
    }

    private func expire(_ ticket: Int, after seconds: Double) {
        guard let waiting, waiting.ticket == ticket, let rank = missing(waiting.want).first else { return }
        self.waiting = nil
        waiting.continuation.resume(
            throwing: DataParallelError.lost(
                rank: rank, awaited: awaited(waiting.want), cause: .silent(seconds: seconds)))
    }

    /// nil as long as all may still be well.
    private func verdict(on want: Want) -> Result<Void, any Error>? {
        if let failure { return .failure(failure) }
        let missing = missing(want)
        if missing.isEmpty { return .success(()) }
        // What is known at first hand comes before what others say.
        for rank in missing {
            guard case .cause(let cause) = ends[rank] else { continue }
            return .failure(DataParallelError.lost(rank: rank, awaited: awaited(want), cause: cause))
        }
        for rank in missing {
            guard case .farewell(let lost) = ends[rank] else { continue }
            return .failure(DataParallelError.lost(rank: lost, awaited: awaited(want), cause: .told(by: rank)))
        }
        return nil
    }

    private func missing(_ want: Want) -> [Int] {
        switch want {
        case .connections: peers.filter { links[$0] == nil }
        case .messages: peers.filter { messages[$0, default: []].isEmpty }
        }
    }

    private func awaited(_ want: Want) -> DataParallelError.Awaited {
        switch want {
        case .connections: .connection(strangers: strangers)
        case .messages(let step): .message(step: step)
        }
    }
}
