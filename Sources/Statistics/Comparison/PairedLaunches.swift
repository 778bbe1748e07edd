import RealModule

/// The log ratios variant ÷ baseline of one comparison from pairs of launches that ran side by side, one a pair (the
/// median over its rounds): Student's t test and interval, with the pair as the unit.
///
/// A handful of pairs is too few for ranks, which need 8 of them at 99 %; medians over many rounds are close to normal.
/// Fewer than 3 pairs say nothing of their spread, and decide nothing.
public struct PairedLaunches: Evidence, Equatable {
    private let sorted: SortedSamples
    private let deviation: Double

    /// The log ratios of at least one pair; throws `empty` or `notFinite`, with `name` in the message.
    public init(_ logRatios: [Double], named name: String) throws(StatisticsError) {
        sorted = try SortedSamples(logRatios, named: name)
        estimate = sorted.min == sorted.max ? sorted.min : logRatios.reduce(0, +) / Double(logRatios.count)
        let squares = logRatios.reduce(0) { [estimate] in $0 + ($1 - estimate) * ($1 - estimate) }
        deviation = (squares / Double(max(1, logRatios.count - 1))).squareRoot()
    }

    /// The mean of the log ratios.
    public let estimate: Double
    /// The number of pairs.
    public var count: Int { sorted.count }
    /// The two-sided p-value of Student's t test against a mean of 0.
    public var pValue: Double { pValue(outside: .none) }

    /// That of the t test at the nearer edge of the band; 1 below 3 pairs; 0 where all pairs have one and the same ratio and it lies outside.
    public func pValue(outside band: EquivalenceBand) -> Double {
        guard count >= Self.fewest else { return 1 }
        let distance = abs(estimate) - band.edge
        guard distance > 0 else { return 1 }
        return deviation > 0 ? 2 * distribution.survival(distance / standardError) : 0
    }

    /// Student's t interval for the mean; below 3 pairs their range.
    public func interval(alpha: Double) -> ConfidenceInterval {
        guard count >= Self.fewest else { return sorted.interval(at: MedianRanks(extremesOf: count)) }
        let half = deviation > 0 ? -distribution.quantile(alpha / 2) * standardError : 0
        return ConfidenceInterval(low: estimate - half, high: estimate + half, alpha: alpha)
    }

    /// The smallest n that is at least ((t(α/2, n − 1) + t(β, n − 1)) · s ÷ distance)²: R. R. Sokal, F. J. Rohlf,
    /// "Biometry", 4th edition, 2012, section 9.8.
    public func countNeeded(alpha: Double, band: EquivalenceBand, power: Double) -> Int? {
        guard count >= Self.fewest else { return nil }
        let power = SampleSize.power(power, estimate: estimate, band: band)
        let distance = abs(abs(estimate) - band.edge)
        let ratio = deviation / distance
        // t is never below z, so that the formula with z is where the search starts.
        let formula = distance > 0 ? SampleSize.squaredDistance(alpha: alpha, power: power) * ratio * ratio : .infinity
        return SampleSize.smallest(from: max(formula, Double(Self.fewest))) { count in
            let t = StudentT(degreesOfFreedom: Double(count - 1))
            let needed = (t.quantile(power) - t.quantile(alpha / 2)) * ratio
            return Double(count) >= needed * needed
        }
    }

    private static let fewest = 3
    private var distribution: StudentT { StudentT(degreesOfFreedom: Double(count - 1)) }
    private var standardError: Double { deviation / Double(count).squareRoot() }
}
