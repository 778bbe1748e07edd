import Report
import Statistics

extension ComparisonQuestion {
    /// Judges the figures of a metric; nil where the filters leave none.
    /// - Parameter wanted: whether a case is to be shown. The correction is made for all that could be compared, so that a
    ///   filter changes no verdict.
    init?(_ figures: MetricFigures, wanted: (String) -> Bool, _ request: ComparisonRequest) throws {
        guard let first = figures.pairs.first(where: { wanted($0.id) }) else { return nil }
        let band = try EquivalenceBand(fraction: request.band(of: figures.metric, figures.repetition))
        let better = first.head.better
        let all: [CaseChange]
        if figures.repetition == .exact {
            let slack = Report.slack(of: figures.metric)
            all = figures.pairs.map { CaseChange(exact: $0, band, slack: slack, better) }
        } else {
            all = try Self.changes(figures.pairs, band, better, alpha: request.alpha)
        }
        let pairs = figures.pairs.filter { wanted($0.id) }
        self.init(
            metric: figures.metric, unit: first.head.unit, better: better, band: band.fraction, alpha: request.alpha,
            unitOfCount: .launches, family: figures.pairs.count,
            overall: figures.repetition == .exact ? nil : try OverallChange(pairs, alpha: request.alpha),
            changes: all.filter { wanted($0.id) })
    }

    /// Launches against launches, corrected together.
    private static func changes(
        _ pairs: [FigurePair], _ band: EquivalenceBand, _ better: Report.Direction, alpha: Double
    ) throws -> [CaseChange] {
        let evidence = try pairs.map { try UnpairedLaunches($0) }
        var judgements = try Comparisons.judge(
            evidence.compactMap { $0.map { Comparison($0, band: band, direction: .init(better)) } },
            familySize: pairs.count, alpha: alpha)[...]
        return zip(pairs, evidence).map { pair, evidence in
            guard let evidence, let judgement = judgements.popFirst() else { return CaseChange(single: pair) }
            return CaseChange(pair, judgement, needed: evidence.countNeeded(alpha: judgement.level, band: band))
        }
    }
}
