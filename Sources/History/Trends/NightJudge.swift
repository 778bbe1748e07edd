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

    /// The verdicts.
    /// - Throws: `StatisticsError` for a level that is none.
    func gate() throws -> Gate {
        Gate(
            host: night.host, runs: night.runs, judged: judged.count, regressions: try findings(\.pWorse),
            improvements: try findings(\.pBetter), short: short)
    }

    private func findings(_ pValue: KeyPath<Expected, Double>) throws -> [Gate.Finding] {
        let adjusted = try Holm.adjusted(judged.map { $0.expected[keyPath: pValue] }, familySize: judged.count)
        return zip(judged, adjusted)
            .filter { $1 <= request.alpha && isWorthMentioning($0) }
            .sorted { $0.1 < $1.1 }
            .map { finding($0, pValue: $1) }
    }

    private func isWorthMentioning(_ judged: Judged) -> Bool {
        if Tracking.isExact(judged.series.metric) { return true }
        let ratio = judged.newest.value / judged.expected.value
        return max(ratio, 1 / ratio) > 1 + request.minimumChange
    }

    private func finding(_ judged: Judged, pValue: Double) -> Gate.Finding {
        let (value, expected) = (judged.newest.value, judged.expected)
        let hasRatio = value > 0 && expected.range.low > 0 && judged.series.metric.hasRatios
        return Gate.Finding(
            caseID: judged.series.caseID, metric: judged.series.metric, value: value, expected: expected.value,
            range: expected.range, ratio: hasRatio ? value / expected.value : nil,
            interval: hasRatio ? .init(value / expected.range.high, value / expected.range.low) : nil, pValue: pValue,
            nights: expected.nights)
    }
}
