/// What a comparison says of the variant, held against the baseline.
public enum Verdict: String, CaseIterable, Sendable {
    /// The whole interval lies beyond the band, on the better side.
    case better
    /// The whole interval lies beyond the band, on the worse side.
    case worse
    /// The whole interval lies inside the band.
    case equivalent
    /// The interval crosses an edge of the band, or is not as sure as was asked for.
    case undecided

    /// The verdict of an interval for the log ratio variant ÷ baseline.
    ///
    /// `alpha` is the level the interval has to reach: one that misses the ratio more often decides nothing.
    init(
        logRatio interval: ConfidenceInterval, alpha: Double, band: EquivalenceBand, direction: Direction
    ) {
        if interval.alpha > alpha {
            self = .undecided
        } else if interval.high < -band.edge {
            self = direction == .lower ? .better : .worse
        } else if interval.low > band.edge {
            self = direction == .lower ? .worse : .better
        } else if interval.low >= -band.edge, interval.high <= band.edge {
            self = .equivalent
        } else {
            self = .undecided
        }
    }
}
