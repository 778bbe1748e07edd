import Drift

/// How an adaptation is run and judged.
public struct AdaptationSettings: Sendable, Equatable {
    /// Of every update.
    public var rate: Double
    /// Labelled events of an update; those of an unfinished batch wait for the others.
    public var batch: Int
    /// Events from a prediction to its label: with 0 the label is there before the next event.
    public var labelDelay: Int
    /// Events after a drift within which an alarm is put down to it.
    public var horizon: Int
    /// How alert detectors are.
    public var detectors: DetectorSettings
    /// Bytes that all of it may take: activations are computed again instead of being kept where that lets it fit, and what does
    /// not fit is refused; nil for as many as it takes.
    public var memoryBudget: Int?
    /// Events without an alarm for which a detector's memory is planned; ADWIN remembers more of more of them.
    public var quietEvents: Int
    /// Of what is drawn at random in a run; the stream has a seed of its own.
    public var seed: UInt64

    /// One event an update, labels at once by default.
    public init(
        rate: Double = 0.01, batch: Int = 1, labelDelay: Int = 0, horizon: Int = Detection.usualHorizon,
        detectors: DetectorSettings = .errors, memoryBudget: Int? = nil, quietEvents: Int = 2000, seed: UInt64 = 1
    ) {
        (self.rate, self.batch, self.labelDelay) = (rate, batch, labelDelay)
        (self.horizon, self.detectors) = (horizon, detectors)
        (self.memoryBudget, self.quietEvents, self.seed) = (memoryBudget, quietEvents, seed)
    }

    func check() throws(AdaptationError) {
        func require(_ isAllowed: Bool, _ name: String, _ value: String, _ allowed: String) throws(AdaptationError) {
            guard isAllowed else { throw .setting(name: name, value: value, allowed: allowed) }
        }
        try require(rate > 0 && rate.isFinite, "rate", "\(rate)", "a finite number above 0")
        try require(batch > 0, "batch", "\(batch)", "at least 1")
        try require(labelDelay >= 0, "label delay", "\(labelDelay)", "at least 0")
        try require(horizon > 0, "horizon", "\(horizon)", "at least 1")
    }
}
