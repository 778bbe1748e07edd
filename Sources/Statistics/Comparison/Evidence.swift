/// What was measured for one comparison of a variant with a baseline, on the scale of logarithms.
///
/// Its p-value against a band and its interval are two views of one test: the interval at a level lies beyond the
/// band exactly where the p-value is at most that level. Values on an edge of the band count as inside.
public protocol Evidence: Sendable {
    /// The estimate of log(variant ÷ baseline).
    var estimate: Double { get }
    /// The number of units, which are independent of each other: rounds, pairs of workers, or launches of the side that
    /// has fewer.
    var count: Int { get }
    /// The p-value of the kind's own test against no difference at all.
    var pValue: Double { get }
    /// The p-value against a difference inside the band: the smaller one of the tests at its two edges.
    func pValue(outside band: EquivalenceBand) -> Double
    /// The interval for log(variant ÷ baseline) at a level; where there are too few units for it, the range of what was
    /// measured, with the level that has.
    func interval(alpha: Double) -> ConfidenceInterval
    /// How many units (launches: on each side) would decide at a level, if effect and spread stay as they were seen.
    ///
    /// - Parameter power: the probability that so many decide, strictly between 0 and 1.
    /// - Returns: no fewer than the test can reach the level with at all; nil where 10,000 would not do, because the
    ///   effect lies on an edge of the band or too near to it.
    func countNeeded(alpha: Double, band: EquivalenceBand, power: Double) -> Int?
}

extension Evidence {
    /// How many units would decide in four cases of five.
    public func countNeeded(alpha: Double, band: EquivalenceBand) -> Int? {
        countNeeded(alpha: alpha, band: band, power: 0.8)
    }
}
