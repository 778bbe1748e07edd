/// A closed interval for an unknown figure.
public struct ConfidenceInterval: Equatable, Sendable {
    /// The lower end.
    public let low: Double
    /// The upper end.
    public let high: Double
    /// The probability that an interval made this way misses the figure. Kept in place of the confidence,
    /// which next to 1 has no digits left to be compared with a level.
    public let alpha: Double

    /// The probability that an interval made this way covers the figure.
    public var confidence: Double { 1 - alpha }
}
