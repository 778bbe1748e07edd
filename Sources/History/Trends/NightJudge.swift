import Statistics

/// Holds the cases of a night against their histories, one after the other, and corrects for their number at the end.
struct NightJudge {
    private struct Judged {
        let series: HistorySeries
        let newest: HistoryPoint
        let expected: Expected
    }

    private let night: Night
    private let request: GateRequest
    private var judged: [Judged] = []
    private var short: [Gate.Short] = []

    init(_ night: Night, _ request: GateRequest) {
        (self.night, self.request) = (night, request)
    }

    /// - Parameter series: of a case, those that are followed.
    /// - Throws: `StatisticsError` for figures that are no numbers.
    mutating func add(_ series: [HistorySeries]) throws {
        for each in series {
            guard let newest = each.points.last, night.has(newest) else { continue }
            if let expected = try Expected(of: each) {
                judged.append(.init(series: each, newest: newest, expected: expected))
            } else {
                short.append(try Gate.Short(each))
            }
        }
    }

    /// Adds what another judged of the same night.
    mutating func add(_ other: NightJudge) {
        judged += other.judged
        short += other.short
    }

    /// The verdicts.
    /// - Throws: `StatisticsError` for a level that is none.
    func gate() throws -> Gate {
        let (worse, better) = (try beyond(\.pWorse), try beyond(\.pBetter))
        let told = Set((worse + better).map(\.index))
        return Gate(
            host: night.host, runs: night.runs, regressions: worse.map(finding), improvements: better.map(finding),
            expected: judged.indices.filter { !told.contains($0) }.map {
                .init(caseID: judged[$0].series.caseID, metric: judged[$0].series.metric.name)
            }, short: short)
    }

    /// The figures that are beyond what was expected in one direction, the surest first.
    private func beyond(_ pValue: KeyPath<Expected, Double>) throws -> [(index: Int, pValue: Double)] {
        // What never varies is right or wrong, and takes no share of the error that noise may make. The other half of that is
        // the other direction's.
        let varying = judged.indices.filter { !judged[$0].expected.isExact }
        let adjusted = try Holm.adjusted(
            varying.map { judged[$0].expected[keyPath: pValue] }, familySize: varying.count)
        let exact = judged.indices.filter { judged[$0].expected.isExact }
        return
            (exact.map { (index: $0, pValue: judged[$0].expected[keyPath: pValue]) }
            + zip(varying, adjusted).map { (index: $0, pValue: $1) })
            .filter { $0.pValue <= request.alpha / 2 && isWorthMentioning(judged[$0.index]) }
            .sorted { $0.pValue < $1.pValue }
    }

    private func isWorthMentioning(_ judged: Judged) -> Bool {
        if judged.expected.isExact { return true }
        let ratio = judged.newest.value / judged.expected.value
        return max(ratio, 1 / ratio) > 1 + request.minimumChange
    }

    private func finding(_ index: Int, pValue: Double) -> Gate.Finding {
        let judged = judged[index]
        let (value, expected) = (judged.newest.value, judged.expected)
        let hasRatio = value > 0 && expected.range.low > 0 && judged.series.metric.hasRatios
        return Gate.Finding(
            caseID: judged.series.caseID, metric: judged.series.metric, value: value, expected: expected.value,
            range: expected.range, ratio: hasRatio ? value / expected.value : nil,
            interval: hasRatio ? .init(value / expected.range.high, value / expected.range.low) : nil, pValue: pValue,
            nights: expected.nights)
    }
}
