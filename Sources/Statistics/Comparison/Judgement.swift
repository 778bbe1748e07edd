import RealModule

/// The outcome of one comparison.
public struct Judgement: Equatable, Sendable {
    /// Variant ÷ baseline, as the evidence estimates it.
    public let ratio: Double
    /// The lower end of the interval for the ratio.
    public let low: Double
    /// The upper end of the interval for the ratio.
    public let high: Double
    /// The coverage of the interval. It lies below the one asked for, and the verdict is `undecided`, where there
    /// are too few units; the interval is then the range of all ratios.
    public let confidence: Double
    /// The number of units: rounds, pairs of workers, or launches of the side that has fewer.
    public let count: Int
    /// The p-value against no difference at all, by the evidence's own test. The verdict rests on the band instead.
    public let pValue: Double
    /// The same, corrected for the whole question.
    public let adjustedPValue: Double
    /// The level that Holm's procedure asked of this comparison.
    public let level: Double
    /// What follows for the variant.
    public let verdict: Verdict

    init(of comparison: Comparison, level: Double, adjustedPValue: Double) {
        let evidence = comparison.evidence
        let interval = evidence.interval(alpha: level)
        ratio = .exp(evidence.estimate)
        low = .exp(interval.low)
        high = .exp(interval.high)
        confidence = interval.confidence
        count = evidence.count
        pValue = evidence.pValue
        self.adjustedPValue = adjustedPValue
        self.level = level
        verdict = Verdict(
            logRatio: interval, alpha: level, band: comparison.band, direction: comparison.direction)
    }
}
