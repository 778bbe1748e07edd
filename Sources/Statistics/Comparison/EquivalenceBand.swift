import RealModule

/// The ratios that are equal for all practical purposes: from 1 ÷ (1 + fraction) to 1 + fraction.
///
/// It is symmetric on the scale of logarithms, so that swapping baseline and variant swaps the verdict.
public struct EquivalenceBand: Equatable, Sendable {
    /// The largest difference that does not matter, as a fraction; 0 for a band of 1 alone.
    public let fraction: Double

    /// Half a per cent. With it, at 99 % and over 500 rounds on a shared virtual machine, none of 1000 comparisons
    /// of identical code called them different, and a difference of 1 % was found in 95 % of cases.
    public static let standard = EquivalenceBand(unchecked: 0.005)

    /// No band: every difference matters.
    public static let none = EquivalenceBand(unchecked: 0)

    /// A band of `fraction`; throws `outOfRange` unless it is finite and not negative.
    public init(fraction: Double) throws(StatisticsError) {
        guard fraction >= 0, fraction.isFinite else {
            throw .outOfRange(
                "equivalence band", value: fraction, allowed: "a fraction from 0, such as 0.005")
        }
        self.init(unchecked: fraction)
    }

    private init(unchecked fraction: Double) {
        self.fraction = fraction
    }

    /// The upper edge as a log ratio; the lower one is its negative.
    var edge: Double { .log(onePlus: fraction) }
}
