/// The Mann–Whitney U test, two-sided: do two independent samples come from the same distribution?
///
/// Source: H. B. Mann, D. R. Whitney, "On a test of whether one of two random variables is stochastically larger than
/// the other", Annals of Mathematical Statistics 18(1), 1947.
public struct MannWhitney: Equatable, Sendable {
    /// Where a p-value comes from.
    public enum Method: String, CaseIterable, Sendable {
        /// The distribution of U over all orders, which are alike where no values tie.
        case exact
        /// The normal approximation, corrected for ties and for continuity.
        case asymptotic

        /// Exact as long as one sample has at most 8 values, as `scipy.stats.mannwhitneyu` has it.
        init(first: Int, second: Int) {
            self = min(first, second) <= 8 ? .exact : .asymptotic
        }
    }

    /// In how many pairs the first sample's value is the larger one; ties count half.
    public let u: Double
    /// The probability of a U at least as far from its mean, were there no difference.
    public let pValue: Double
    /// The method that was used.
    public let method: Method

    /// The test of two samples, neither empty.
    ///
    /// - Parameter method: nil for exact where one sample has at most 8 values and none tie, and asymptotic otherwise.
    ///   The exact distribution takes time and memory in proportion to the product of the samples' sizes.
    /// - Throws: `empty` or `notFinite`.
    public init(_ first: [Double], _ second: [Double], method: Method? = nil) throws(StatisticsError) {
        let differences = PairwiseDifferences(
            of: try SortedSamples(first, named: "first sample"), less: try SortedSamples(second, named: "second sample")
        )
        self.init(differences, method: method)
    }

    init(_ differences: PairwiseDifferences, method: Method? = nil) {
        let (first, second) = (differences.minuend, differences.subtrahend)
        let tieTerm = SortedSamples(merging: first, second).tieTerm
        let used = method ?? (tieTerm > 0 ? .asymptotic : Method(first: first.count, second: second.count))
        let above = Double(differences.count(above: 0))
        u = above + 0.5 * Double(differences.count(atMost: 0) - differences.count(below: 0))
        let null = MannWhitneyNull(first: first.count, second: second.count, tieTerm: tieTerm, method: used)
        pValue = null.pValue(opposing: min(u, Double(differences.count) - u))
        self.method = used
    }
}

extension SortedSamples {
    /// Σ t³ − t over the groups of t equal values.
    var tieTerm: Double {
        var sum = 0.0
        var start = 0
        for index in 1...count where index == count || values[index] != values[start] {
            let ties = Double(index - start)
            sum += ties * ties * ties - ties
            start = index
        }
        return sum
    }
}
