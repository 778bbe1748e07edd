import Report

/// What a gate judges, and how strictly.
public struct GateRequest: Sendable {
    /// The machine; that of the newest run where it is nil.
    public var host: String?
    /// One suite; all where it is nil.
    public var suite: String?
    /// Metrics by name instead of those that are followed.
    public var metrics: [String] = []
    /// The probability that any verdict of the night is false, where nothing changed.
    public var alpha = 0.01
    /// Changes of a smaller fraction are no matter, for figures that vary.
    public var minimumChange = SeriesTrend.standardMinimumChange

    /// The standard gate.
    public init() {}
}
