import Statistics

extension LiveComparison {
    /// A verdict on head for each of ``cases``, corrected for all of them: Student's t over the pairs.
    /// - Parameters:
    ///   - band: the ratios that count as equal.
    ///   - alpha: the chance of any false verdict, a fraction.
    /// - Throws: `StatisticsError` for an alpha that cannot be.
    public func judgements(band: EquivalenceBand, alpha: Double) throws -> [Judgement] {
        try Comparisons.judge(
            cases.map { entry in
                Comparison(try PairedLaunches(entry.logRatios, named: entry.id), band: band, direction: .lower)
            }, familySize: cases.count, alpha: alpha)
    }
}
