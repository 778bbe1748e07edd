/// The comparisons of one question.
public enum Comparisons {
    /// Judges every comparison of a question, such that the probability of any false `better` or `worse` among
    /// them is at most `alpha`.
    ///
    /// - Parameters:
    ///   - comparisons: of any kinds of evidence, metrics and bands.
    ///   - familySize: the number of comparisons of the whole question, those included that a filter left out
    ///     and that count as not decided, so that a filter never makes a verdict easier.
    ///   - alpha: the probability of error for the whole question, a fraction.
    /// - Returns: a judgement for each comparison, in the same order.
    /// - Throws: `outOfRange` for alpha and for a family smaller than the number of comparisons.
    public static func judge(
        _ comparisons: [Comparison], familySize: Int, alpha: Double = 0.01
    ) throws(StatisticsError) -> [Judgement] {
        try requireFraction(alpha, named: "alpha")
        let adjusted = try Holm.adjusted(comparisons.map(\.evidence.pValue), familySize: familySize)
        let levels = Holm.levels(
            pValues: comparisons.map { $0.evidence.pValue(outside: $0.band) }, familySize: familySize, alpha: alpha)
        return comparisons.indices.map {
            Judgement(of: comparisons[$0], level: levels[$0], adjustedPValue: adjusted[$0])
        }
    }

    /// Judges comparisons inside one process: for each one log(variant ÷ baseline) a round, taken as independent of
    /// each other.
    ///
    /// Throws as the other does, and `empty` or `notFinite` for a comparison, which the message numbers from 1.
    public static func judge(
        _ logRatios: [[Double]], familySize: Int, band: EquivalenceBand = .standard, alpha: Double = 0.01,
        direction: Direction
    ) throws(StatisticsError) -> [Judgement] {
        var comparisons: [Comparison] = []
        for (index, rounds) in logRatios.enumerated() {
            let evidence = try LogRatios(rounds, named: "log ratios of comparison \(index + 1)")
            comparisons.append(Comparison(evidence, band: band, direction: direction))
        }
        return try judge(comparisons, familySize: familySize, alpha: alpha)
    }
}
