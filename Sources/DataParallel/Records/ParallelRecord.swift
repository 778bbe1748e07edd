/// What became of a data-parallel training.
public struct ParallelRecord: Codable, Sendable, Equatable {
    /// The codec's name.
    public var codec: String
    /// As the training had it.
    public var seed: UInt64
    /// Workers, examples of each one's part of a batch, and steps.
    public var workers, batch, steps: Int
    /// Elements of a gradient.
    public var elements: Int
    /// What a worker's encoder says of itself in bytes: the most of a message, what comes before its payload, and what
    /// it keeps.
    public var capacity, headerByteCount, stateByteCount: Int
    /// What was seen on the way.
    public var points: [Point]
    /// On the test examples, after the last step.
    public var result: TestResult
    /// Bytes of each message: by worker, then by step.
    public var messageBytes: [[Int]]
    /// Elements of the mean gradient that were not 0, by step: what an aggregate has to name.
    public var meanNonzeros: [Int]
    /// Whether all messages can be summed in place, which a ring of all-reduce needs (``SummableForm``).
    public var isSummable: Bool
    /// Of a step: the median of each phase, and the sum of all steps. Workers work side by side, so that a simulated
    /// step computes and encodes as long as its slowest worker; over TCP both are those of the slowest worker, phase by
    /// phase. The copying of examples and what the record itself takes are outside of all phases.
    public var median, total: PhaseSeconds
    /// The same, but computing and encoding are the median over all workers and steps, not of the slowest worker of
    /// each: where simulated workers differ by what else the machine does, the slowest of many is one that was
    /// interrupted.
    public var typical: PhaseSeconds
    /// Of all parameters after the last step, bit by bit (FNV-1a, 64 bits).
    public var digest: UInt64

    /// A moment of a training.
    public struct Point: Codable, Sendable, Equatable {
        /// From 1.
        public var step: Int
        /// The mean over the workers of the step's loss before its update, in nats.
        public var loss: Double
        /// On the test examples, after the update; nil where it was not looked at.
        public var result: TestResult?
        /// Bytes of all workers' messages so far.
        public var messageBytes: Int
        /// Of all steps so far, as ``ParallelRecord/total`` counts them.
        public var seconds: PhaseSeconds
        /// The mean over the workers of what each carries over; nil where encoders do not tell it.
        public var residualNorm: Double?
    }

    /// Bytes of a worker's messages.
    public func messageBytes(of rank: Int) -> Int { messageBytes[rank].reduce(0, +) }

    /// What all steps move by a pattern, by worker.
    /// - Returns: nil for an all-reduce of messages that cannot be summed.
    public func traffic(_ pattern: CollectivePattern) -> [CollectivePattern.Traffic]? {
        if pattern == .ringAllReduce, !isSummable { return nil }
        return (0..<workers).map { rank in
            (0..<steps).reduce(into: CollectivePattern.Traffic(sent: 0, received: 0)) { sum, step in
                let own = pattern.traffic(of: rank, messages: messageBytes.map { $0[step] })
                sum.sent += own.sent
                sum.received += own.received
            }
        }
    }
}
