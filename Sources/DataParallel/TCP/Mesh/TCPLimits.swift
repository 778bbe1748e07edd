/// How long workers and their coordinator wait, in seconds.
public struct TCPLimits: Codable, Sendable, Equatable {
    /// For a worker to start, make its examples, and listen.
    public var preparation = 60.0
    /// What a step may take.
    public var step = 0.25
    /// For a peer that says nothing, beyond what a step may take. One that dies is noticed at once: its connections
    /// close.
    public var silence = 4.0

    /// 60 s to prepare, 0.25 s a step, 4 s of silence.
    public init() {}

    /// For the message of a peer, or its connection.
    var deadline: Double { step + silence }
}
