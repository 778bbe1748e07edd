/// How workers bring their messages together, and what that moves.
///
/// N workers with messages of m bytes each send and receive:
///
/// | pattern | sent by a worker | received by it |
/// |---|---|---|
/// | all-gather | (N − 1)·m | the sum of the others' messages |
/// | ring of all-reduce | 2·(N − 1)/N·m | as many |
/// | star | m | the aggregate |
///
/// Framing and headers of the link are the link's; messages are counted as codecs write them.
public enum CollectivePattern: Sendable, Equatable {
    /// Every worker gets every message, as codecs need whose messages cannot be summed.
    ///
    /// Source: E. Chan, M. Heimlich, A. Purkayastha, R. van de Geijn, "Collective communication: theory, practice, and
    /// experience", Concurrency and Computation: Practice and Experience 19(13), 2007; a mesh moves as much as the ring
    /// there.
    case allGather
    /// Parts of messages go round a ring and are summed on the way, then the sums go round. For messages that are as
    /// long as each other and can be summed in place. The arithmetic of a record is that of an all-gather all the same:
    /// sums in FP32.
    ///
    /// Source: P. Patarasuk, X. Yuan, "Bandwidth optimal all-reduce algorithms for clusters of workstations", Journal
    /// of Parallel and Distributed Computing 69(2), 2009. It is exact where N divides the elements.
    case ringAllReduce
    /// Each sends its message to one in the middle, over a radio link for example, and gets an aggregate of so many
    /// bytes.
    ///
    /// Source: M. Li et al., "Scaling Distributed Machine Learning with the Parameter Server", OSDI 2014.
    case star(aggregate: Int)

    /// Bytes of a worker.
    public struct Traffic: Sendable, Equatable {
        /// Bytes it sends.
        public var sent: Double
        /// Bytes it receives.
        public var received: Double
    }

    /// What one step moves.
    /// - Parameters:
    ///   - rank: of the worker, from 0.
    ///   - messages: bytes of each worker's message; a ring takes the longest for all.
    public func traffic(of rank: Int, messages: [Int]) -> Traffic {
        let workers = messages.count
        switch self {
        case .allGather:
            return Traffic(
                sent: Double((workers - 1) * messages[rank]),
                received: Double(messages.reduce(0, +) - messages[rank]))
        case .ringAllReduce:
            let moved = 2 * Double(workers - 1) / Double(workers) * Double(messages.max() ?? 0)
            return Traffic(sent: moved, received: moved)
        case .star(let aggregate):
            return Traffic(sent: Double(messages[rank]), received: Double(aggregate))
        }
    }

    /// Bytes of an aggregate in FP32: the wire format's FP32 message of so many elements.
    public static func denseAggregate(elements: Int) -> Int { 16 + 4 * elements }

    /// Bytes of an aggregate that names its elements by 32-bit indices: the wire format's sparse message of so many
    /// FP32 values. The sum of N messages of k elements has k to N·k of them.
    public static func sparseAggregate(nonzeros: Int) -> Int { 16 + 8 + 8 * nonzeros }
}
