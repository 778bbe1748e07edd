/// How well a model does on examples it has not seen.
public struct TestResult: Codable, Sendable, Equatable {
    /// The share of examples whose class it finds.
    public var accuracy: Double
    /// The mean cross-entropy in nats.
    public var loss: Double
}
