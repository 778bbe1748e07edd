import RealModule

/// The outcome of one comparison.
public struct Judgement: Equatable, Sendable {
    /// Variant ÷ baseline: the median of the ratios of the rounds.
    public let ratio: Double
    /// The lower end of the interval for the ratio.
    public let low: Double
    /// The upper end of the interval for the ratio.
    public let high: Double
    /// The exact coverage of the interval. It lies below the level asked for, and the verdict is `undecided`,
    /// where there are too few rounds; the interval is then the range of all ratios.
    public let confidence: Double
    /// The number of rounds.
    public let rounds: Int
    /// What follows for the variant.
    public let verdict: Verdict

    init(of logRatios: LogRatios, alpha: Double, band: EquivalenceBand, direction: Direction) {
        let interval = logRatios.interval(alpha: alpha)
        ratio = .exp(logRatios.sorted.median)
        low = .exp(interval.low)
        high = .exp(interval.high)
        confidence = interval.confidence
        rounds = logRatios.sorted.count
        verdict = Verdict(logRatio: interval, alpha: alpha, band: band, direction: direction)
    }
}
