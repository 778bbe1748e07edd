/// Why a data-parallel training could not be done.
public enum DataParallelError: Error, Equatable, Codable, Sendable {
    /// A setting that cannot be; in words, with what to do.
    case setting(String)
    /// Fewer examples than one batch of all workers takes.
    case tooFewExamples(there: Int, needed: Int)
    /// A gradient that a worker's codec refused, or a message that could not be decoded.
    case codec(String, rank: Int, step: Int, reason: String)
    /// A kernel failed.
    case kernel(String)
    /// A peer did not send, or take, what it should have.
    case lost(rank: Int, awaited: Awaited, cause: Cause)
    /// A peer of another version of the framing.
    case otherVersion(rank: Int, expected: UInt32, found: UInt32)
    /// A peer that trains something else: another codec, model, seed or data.
    case otherTraining(rank: Int)
    /// A peer that says to be a worker that there is not, or that is there already.
    case otherRank(found: Int, workers: Int)
    /// What listens where a peer should is no worker of this run.
    case stranger(port: Int, reason: String)
    /// A message longer than the encoder makes them.
    case oversized(rank: Int, bytes: Int, capacity: Int)
    /// A message of another step or worker than the one whose turn it is.
    case unexpected(rank: Int, step: Int, found: String)
    /// An address that is not this machine's own.
    case notLoopback(String)
    /// No socket to listen on.
    case noSocket(reason: String)
    /// The process that started the workers is gone.
    case coordinatorGone
    /// A line between the coordinator and a worker that is none.
    case nonsense(String)
    /// The program of the workers could not be started.
    case notStarted(path: String, reason: String)
    /// Something of another room, in its words.
    case other(String)
    /// What became of the workers that failed, by rank.
    case workers([WorkerFailure])
    /// Workers came to other models than each other; the digests by rank.
    case replicasDiffer([UInt64])

    /// What a peer was to do.
    public enum Awaited: Equatable, Codable, Sendable {
        /// Say on which port it listens.
        case port
        /// Connect; so many others knocked meanwhile that are no workers of this run.
        case connection(strangers: Int)
        /// Send its message of a step.
        case message(step: Int)
        /// Take the message of a step.
        case taking(step: Int)
    }

    /// Why it did not.
    public enum Cause: Equatable, Codable, Sendable {
        /// Its connection closed.
        case closed
        /// Its connection failed, in the system's words.
        case failed(String)
        /// Nothing came for so many seconds.
        case silent(seconds: Double)
        /// Another worker said so.
        case told(by: Int)
    }

    /// A worker that did not come to its end.
    public struct WorkerFailure: Equatable, Codable, Sendable {
        /// The worker's.
        public var rank: Int
        /// What it said; nil where it ended without a word.
        public var error: DataParallelError?
        /// How its process ended: `signal 9`.
        public var ending: String
    }
}

extension DataParallelError {
    /// The worker without which others cannot go on, where it is one.
    var lostRank: Int? {
        switch self {
        case .lost(let rank, _, _), .oversized(let rank, _, _), .unexpected(let rank, _, _), .codec(_, let rank, _, _):
            rank
        default: nil
        }
    }
}

extension DataParallelError: CustomStringConvertible {
    /// Place, cause and remedy.
    public var description: String {
        switch self {
        case .setting(let words): words
        case .tooFewExamples(let there, let needed):
            "there are \(there) examples, but a batch of all workers takes \(needed); "
                + "give fewer workers or smaller batches"
        case .codec(let codec, let rank, let step, let reason): "\(codec), worker \(rank), step \(step): \(reason)"
        case .kernel(let reason): "\(reason); train with other kernels"
        case .lost(let rank, let awaited, .told(let teller)) where teller == rank:
            "worker \(rank) gave up before \(awaited); see what it says itself, and train again"
        case .lost(let rank, let awaited, let cause):
            "worker \(rank) \(cause) before \(awaited); see what became of it, and train again"
        case .otherVersion(let rank, let expected, let found):
            "worker \(rank) speaks version \(found) of the framing, not \(expected); start all workers from one build"
        case .otherTraining(let rank):
            "worker \(rank) trains something else: another codec, model, seed or data; start all workers with the same"
        case .otherRank(let found, let workers):
            "a peer calls itself worker \(found), which none of \(workers) is or another is already; "
                + "give each its own rank"
        case .stranger(let port, let reason):
            "what listens on port \(port) is no worker of this run: \(reason); train again"
        case .oversized(let rank, let bytes, let capacity):
            "worker \(rank) announces a message of \(bytes) bytes, but the codec makes \(capacity) at most; "
                + "start all workers from one build"
        case .unexpected(let rank, let step, let found):
            "worker \(rank) sent \(found) when its message of step \(step) was due; start all workers from one build"
        case .notLoopback(let address): "\(address) is not this machine's loopback; workers speak with no other"
        case .noSocket(let reason): "no socket to listen on: \(reason); free sockets, and train again"
        case .coordinatorGone: "the process that started the workers is gone; start it again"
        case .nonsense(let line): "'\(line)' is nothing that workers and their coordinator say; take one build for both"
        case .notStarted(let path, let reason): "\(path) could not be started: \(reason)"
        case .other(let words): words
        case .workers(let failures): failures.map(\.description).joined(separator: "; ")
        case .replicasDiffer(let digests):
            "the workers' models differ: \(digests.map { String($0, radix: 16) }.joined(separator: ", ")); "
                + "take kernels that compute the same in every process"
        }
    }
}

extension DataParallelError.Awaited: CustomStringConvertible {
    /// What a sentence says was awaited.
    public var description: String {
        switch self {
        case .port: "the number of its port"
        case .connection(0): "its connection"
        case .connection(let strangers): "its connection (\(strangers) others knocked that are no workers of this run)"
        case .message(let step): "its message of step \(step)"
        case .taking(let step): "it took the message of step \(step)"
        }
    }
}

extension DataParallelError.Cause: CustomStringConvertible {
    /// What a sentence says of the peer.
    public var description: String {
        switch self {
        case .closed: "closed its connection"
        case .failed(let reason): "had its connection fail (\(reason))"
        case .silent(let seconds): "was silent for \(seconds) s"
        case .told(let rank): "was lost, says worker \(rank),"
        }
    }
}

extension DataParallelError.WorkerFailure: CustomStringConvertible {
    /// The worker, what it said and how it ended.
    public var description: String {
        error.map { "worker \(rank): \($0) (\(ending))" } ?? "worker \(rank) ended without a word (\(ending))"
    }
}
