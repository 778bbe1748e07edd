import RealModule
import Report
import Statistics

extension CaseChange {
    /// Of figures that repeat: any difference beyond band and slack is one.
    /// - Parameter slack: in the metric's unit.
    init(exact pair: FigurePair, _ band: EquivalenceBand, slack: Double, _ better: Report.Direction) {
        let (base, head) = (pair.base.value, pair.head.value)
        // Decibels are logarithms already.
        let isRatio = base > 0 && head > 0 && pair.base.unit != "dB"
        let change = isRatio ? .log(head / base) : head - base
        let edge = isRatio ? .log(onePlus: band.fraction) : band.fraction * abs(base)
        let verdict: ChangeVerdict =
            abs(change) <= edge || abs(head - base) <= slack
            ? .equivalent : (change < 0) == (better == .lower) ? .improvement : .regression
        let ratio = isRatio ? head / base : base == head ? 1 : nil
        self.init(
            id: pair.id, base: Figure(pair.base), head: Figure(pair.head), ratio: ratio,
            interval: ratio.map { .init($0, $0) }, confidence: ratio.map { _ in 1 }, verdict: verdict)
    }

    /// Of launches against launches.
    /// - Parameter needed: launches that would decide.
    init(_ pair: FigurePair, _ judgement: Judgement, needed: Int?) {
        self.init(id: pair.id, base: Figure(pair.base), head: Figure(pair.head), judgement, needed: needed)
    }

    /// Of launches or pairs.
    /// - Parameter needed: as many as would decide.
    init(id: String, base: Figure, head: Figure, _ judgement: Judgement, needed: Int?) {
        self.init(
            id: id, base: base, head: head, ratio: judgement.ratio, interval: .init(judgement.low, judgement.high),
            confidence: judgement.confidence, pValue: judgement.pValue, adjustedPValue: judgement.adjustedPValue,
            verdict: ChangeVerdict(judgement.verdict), needed: judgement.verdict == .undecided ? needed : nil)
    }

    /// Of processes of which there was one alone: how far two runs of the same program lie apart is not known.
    init(single pair: FigurePair) {
        let isRatio = pair.base.value > 0 && pair.head.value > 0
        self.init(
            id: pair.id, base: Figure(pair.base), head: Figure(pair.head),
            ratio: isRatio ? pair.head.value / pair.base.value : nil, verdict: .undecided,
            remark: isRatio
                ? "one process of a side shows no spread between runs" : "figures of zero or less have no ratio")
    }
}

extension CaseChange.Figure {
    init(_ metric: Report.MetricValue) {
        self.init(value: metric.value, interval: metric.interval, count: metric.launches?.count ?? 1)
    }
}

extension ChangeVerdict {
    init(_ verdict: Statistics.Verdict) {
        self =
            switch verdict {
            case .better: .improvement
            case .worse: .regression
            case .equivalent: .equivalent
            case .undecided: .undecided
            }
    }
}

extension Statistics.Direction {
    init(_ direction: Report.Direction) {
        self = direction == .lower ? .lower : .higher
    }
}

extension UnpairedLaunches {
    /// The launches of both sides; nil where a side had one process alone.
    init?(_ pair: FigurePair) throws(StatisticsError) {
        guard let base = FigurePair.logs(of: pair.base), let head = FigurePair.logs(of: pair.head) else { return nil }
        try self.init(baseline: base, variant: head, named: pair.id)
    }
}

extension OverallChange {
    /// The geometric mean over cases that all have the same launches; nil otherwise, and where these are too few.
    init?(_ pairs: [FigurePair], alpha: Double) throws {
        let sides = [pairs.map { FigurePair.logs(of: $0.base) }, pairs.map { FigurePair.logs(of: $0.head) }]
        let means = sides.compactMap(Self.means)
        guard pairs.count > 1, means.count == 2 else { return nil }
        try self.init(
            UnpairedLaunches(baseline: means[0], variant: means[1], named: "geometric mean"), cases: pairs.count,
            alpha: alpha)
    }

    /// Nil where the evidence is too little for the level.
    init?(_ evidence: some Evidence, cases: Int, alpha: Double) throws {
        guard
            let judgement = try Comparisons.judge(
                [Comparison(evidence, band: .none, direction: .lower)], familySize: 1, alpha: alpha
            ).first, judgement.confidence >= 1 - alpha
        else { return nil }
        self.init(
            ratio: judgement.ratio, interval: .init(judgement.low, judgement.high), confidence: judgement.confidence,
            cases: cases)
    }

    /// For each launch the mean over the cases; nil where a case lacks one.
    private static func means(_ cases: [[Double]?]) -> [Double]? {
        let rows = cases.compactMap { $0 }
        guard rows.count == cases.count, let launches = rows.first?.count, rows.allSatisfy({ $0.count == launches })
        else { return nil }
        return (0..<launches).map { launch in rows.reduce(0) { $0 + $1[launch] } / Double(rows.count) }
    }
}
