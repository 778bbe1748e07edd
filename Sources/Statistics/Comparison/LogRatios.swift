/// The log ratios variant ÷ baseline of one comparison inside one process, one a round: the sign test, and the interval
/// for the median of order statistics.
public struct LogRatios: Evidence, Equatable {
    let sorted: SortedSamples

    /// The log ratios of at least one round; throws `empty` or `notFinite`, with `name` in the message.
    public init(_ rounds: [Double], named name: String) throws(StatisticsError) {
        sorted = try SortedSamples(rounds, named: name)
    }

    /// The median of the log ratios.
    public var estimate: Double { sorted.median }
    /// The number of rounds.
    public var count: Int { sorted.count }
    /// The two-sided p-value of the sign test against a median of 0.
    public var pValue: Double { pValue(outside: .none) }

    /// That of the sign test at the nearer edge of the band.
    public func pValue(outside band: EquivalenceBand) -> Double {
        SignTest.pValue(opposing: opposing(band), of: sorted.count)
    }

    /// Two order statistics, equally far from both ends, that bound the median (``SortedSamples``).
    public func interval(alpha: Double) -> ConfidenceInterval {
        sorted.interval(
            at: MedianRanks(count: sorted.count, alpha: alpha) ?? MedianRanks(extremesOf: sorted.count))
    }

    /// By the normal approximation, from the share of rounds seen beyond the edge: G. E. Noether, "Sample size
    /// determination for some common nonparametric tests", JASA 82(398), 1987, section 2.
    public func countNeeded(alpha: Double, band: EquivalenceBand, power: Double) -> Int? {
        let power = SampleSize.power(power, estimate: estimate, band: band)
        let excess = Double(opposing(band)) / Double(count) - 0.5
        return SampleSize.smallest(
            from: SampleSize.squaredDistance(alpha: alpha, power: power) / (4 * excess * excess)
        ) { SignTest.pValue(opposing: 0, of: $0) <= alpha }
    }

    /// The rounds that speak against the side of the band which most are on.
    private func opposing(_ band: EquivalenceBand) -> Int {
        min(sorted.count(atMost: band.edge), sorted.count(atLeast: -band.edge))
    }
}
