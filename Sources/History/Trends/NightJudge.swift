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

    /// - Parameter series: all series of a case that may be judged.
    /// - Throws: `StatisticsError` for figures that are no numbers.
    mutating func add(_ series: [HistorySeries]) throws {
        let measured = series.filter { $0.points.last.map(night.has) ?? false }
        for each in request.judged(measured) {
            guard let newest = each.points.last else { continue }
            if let expected = try Expected(of: each) {
                judged.append(.init(series: each, newest: newest, expected: expected))
            } else {
                let nights = (each.stretches.last?.count ?? 1) - 1
                short.append(.init(caseID: each.caseID, metric: each.metric.name, nights: nights))
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
        let adjusted = try Holm.adjusted(judged.map { $0.expected[keyPath: pValue] }, familySize: judged.count)
        return adjusted.enumerated().map { (index: $0, pValue: $1) }
            .filter { $0.pValue <= request.alpha && isWorthMentioning(judged[$0.index]) }
            .sorted { $0.pValue < $1.pValue }
    }

    private func isWorthMentioning(_ judged: Judged) -> Bool {
        if Tracking.isExact(judged.series.metric) { return true }
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
