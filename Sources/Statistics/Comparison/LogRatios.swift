/// The log ratios variant ÷ baseline of one comparison, one a round.
///
/// Its p-value and its interval are two views of one sign test: the interval at a level lies beyond the band
/// exactly where the p-value is at most that level. Samples on an edge count as inside.
struct LogRatios {
    let sorted: SortedSamples

    init(_ rounds: [Double], named name: String) throws(StatisticsError) {
        sorted = try SortedSamples(rounds, named: name)
    }

    /// The p-value against a median inside the band: the smaller one of the tests at its two edges.
    func pValue(outside band: EquivalenceBand) -> Double {
        SignTest.pValue(
            opposing: min(sorted.count(atMost: band.edge), sorted.count(atLeast: -band.edge)),
            of: sorted.count)
    }

    /// The interval for the median at a level; where there are too few rounds for it, all of their range, with
    /// the level that has.
    func interval(alpha: Double) -> ConfidenceInterval {
        sorted.interval(
            at: MedianRanks(count: sorted.count, alpha: alpha) ?? MedianRanks(extremesOf: sorted.count))
    }
}
