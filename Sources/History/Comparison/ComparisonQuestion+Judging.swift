import Report
import Statistics

extension ComparisonQuestion {
    /// Judges the figures of a metric; nil where the filters leave none.
    /// - Parameter wanted: whether a case is to be shown. The correction is made for all that could be compared, so that a
    ///   filter changes no verdict.
    init?(_ figures: MetricFigures, wanted: (String) -> Bool, _ request: ComparisonRequest) throws {
        let pairs = figures.pairs.filter { wanted($0.id) }
        guard let first = pairs.first else { return nil }
        let band = try EquivalenceBand(fraction: request.band(of: figures.metric, figures.repetition))
        let better = first.head.better
        if figures.repetition == .exact {
            self.init(
                metric: figures.metric, unit: first.head.unit, better: better, band: band.fraction,
                alpha: request.alpha,
                unitOfCount: .launches, family: figures.pairs.count, overall: nil,
                changes: pairs.map { CaseChange(exact: $0, band, better) })
            return
        }
        let evidence = try pairs.map { try UnpairedLaunches($0) }
        let judged = try Comparisons.judge(
            evidence.compactMap { $0.map { Comparison($0, band: band, direction: .init(better)) } },
            familySize: figures.pairs.count, alpha: request.alpha)
        var judgements = judged[...]
        let changes = zip(pairs, evidence).map { pair, evidence in
            guard let evidence, let judgement = judgements.popFirst() else { return CaseChange(single: pair) }
            return CaseChange(pair, judgement, needed: evidence.countNeeded(alpha: judgement.level, band: band))
        }
        self.init(
            metric: figures.metric, unit: first.head.unit, better: better, band: band.fraction, alpha: request.alpha,
            unitOfCount: .launches, family: figures.pairs.count,
            overall: try OverallChange(pairs, alpha: request.alpha), changes: changes)
    }
}
