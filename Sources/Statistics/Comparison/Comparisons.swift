/// The comparisons of one question.
public enum Comparisons {
    /// Judges every comparison of a question, such that the probability of any false `better` or `worse` among
    /// them is at most `alpha`.
    ///
    /// - Parameters:
    ///   - logRatios: for each comparison one log(variant ÷ baseline) a round; the rounds are taken as
    ///     independent of each other.
    ///   - familySize: the number of comparisons of the whole question, those included that a filter left out
    ///     and that count as not decided, so that a filter never makes a verdict easier.
    ///   - band: the ratios that count as equal.
    ///   - alpha: the probability of error for the whole question, a fraction.
    ///   - direction: which values of the metric are better.
    /// - Returns: a judgement for each comparison, in the same order.
    /// - Throws: `empty` or `notFinite` for a comparison, which the message numbers from 1; `outOfRange` for
    ///   alpha and for a family smaller than the number of comparisons.
    public static func judge(
        _ logRatios: [[Double]], familySize: Int, band: EquivalenceBand = .standard, alpha: Double = 0.01,
        direction: Direction
    ) throws(StatisticsError) -> [Judgement] {
        try requireFraction(alpha, named: "alpha")
        guard familySize >= logRatios.count else {
            throw .outOfRange(
                "family size", value: Double(familySize),
                allowed: "at least the number of comparisons, \(logRatios.count)")
        }
        var comparisons: [LogRatios] = []
        for (index, rounds) in logRatios.enumerated() {
            comparisons.append(try LogRatios(rounds, named: "log ratios of comparison \(index + 1)"))
        }
        let levels = Holm.levels(
            pValues: comparisons.map { $0.pValue(outside: band) }, familySize: familySize, alpha: alpha)
        return zip(comparisons, levels).map { comparison, level in
            Judgement(of: comparison, alpha: level, band: band, direction: direction)
        }
    }
}
