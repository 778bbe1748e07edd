/// A figure of one comparison from launches of a baseline and of a variant, all of them independent: the Mann–Whitney
/// test, and the interval for a shift that is dual to it.
///
/// The estimate is the median of all differences variant − baseline, the interval's ends are two of them: J. L. Hodges,
/// E. L. Lehmann, "Estimates of location based on rank tests", Annals of Mathematical Statistics 34(2), 1963; L. E. Moses
/// in H. M. Walker, J. Lev, "Statistical Inference", 1953. The null distribution is exact as long as that is cheap, also
/// with equal values inside a sample: far in the tail, where levels of many comparisons lie, the approximation asks for
/// much more (ten launches wholly above ten others: 1.1·10⁻⁵ exactly, 1.8·10⁻⁴ by the normal distribution), and near its
/// middle it would call three launches against three different at 5 %, which no order of six values allows.
public struct UnpairedLaunches: Evidence, Equatable {
    private let differences: PairwiseDifferences

    /// The logarithms of a figure's values, one a launch, at least one on each side.
    ///
    /// Throws `empty` or `notFinite`, with `name` in the message.
    public init(baseline: [Double], variant: [Double], named name: String) throws(StatisticsError) {
        differences = PairwiseDifferences(
            of: try SortedSamples(variant, named: "\(name), variant"),
            less: try SortedSamples(baseline, named: "\(name), baseline"))
    }

    /// The median of all differences variant − baseline.
    public var estimate: Double { differences.median }
    /// The number of launches of the side that has fewer.
    public var count: Int { min(differences.minuend.count, differences.subtrahend.count) }

    /// ``MannWhitney`` of the two sides: by the distribution that the interval rests on, where no values tie.
    public var pValue: Double {
        let merged = SortedSamples(merging: differences.minuend, differences.subtrahend)
        return MannWhitney(differences, method: merged.tieTerm > 0 ? nil : null.method).pValue
    }

    /// By the rank test on shifted launches; ties between the sides count as inside.
    public func pValue(outside band: EquivalenceBand) -> Double {
        null.pValue(opposing: Double(opposing(band)))
    }

    /// The shifts that the test does not reject: two of the differences, equally far from both ends.
    public func interval(alpha: Double) -> ConfidenceInterval {
        let null = null
        let rank = null.rank(alpha: alpha) ?? 1
        return ConfidenceInterval(
            low: differences.ranked(rank), high: differences.ranked(differences.count + 1 - rank),
            alpha: null.pValue(opposing: Double(rank - 1)))
    }

    /// Launches on each of two sides of like size, from the share of pairs seen beyond the edge: G. E. Noether, "Sample
    /// size determination for some common nonparametric tests", JASA 82(398), 1987, section 3.
    public func countNeeded(alpha: Double, band: EquivalenceBand, power: Double) -> Int? {
        let power = SampleSize.power(power, estimate: estimate, band: band)
        let excess = Double(opposing(band)) / Double(differences.count) - 0.5
        return SampleSize.smallest(
            from: SampleSize.squaredDistance(alpha: alpha, power: power) / (6 * excess * excess)
        ) {
            let null = MannWhitneyNull(first: $0, second: $0, method: Self.method($0, $0))
            return null.pValue(opposing: 0) <= alpha
        }
    }

    /// The distribution for shifts at which no values of the two sides tie.
    private var null: MannWhitneyNull {
        let (variant, baseline) = (differences.minuend, differences.subtrahend)
        return MannWhitneyNull(
            first: variant.count, second: baseline.count, tieTerm: variant.tieTerm + baseline.tieTerm,
            method: Self.method(variant.count, baseline.count))
    }

    /// Up to 50 launches a side the exact distribution takes well below a millisecond.
    private static func method(_ first: Int, _ second: Int) -> MannWhitney.Method {
        first * second <= 2500 ? .exact : .asymptotic
    }

    /// The pairs of launches that speak against the side of the band which most are on.
    private func opposing(_ band: EquivalenceBand) -> Int {
        min(differences.count(atMost: band.edge), differences.count(atLeast: -band.edge))
    }
}
