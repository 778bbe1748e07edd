import Basics

/// What a history says of all its suites, and of the newest night of each host.
public struct HistoryOverview: Sendable {
    /// By name.
    public private(set) var suites: [SuiteHistory] = []
    /// The host with the newest run first.
    public private(set) var gates: [Gate] = []

    /// Looks at all series, on all processors.
    /// - Parameters:
    ///   - runs: of all suites, the oldest first.
    ///   - request: how strictly the newest nights are judged; its host, suite and metrics are of no account.
    ///   - cases: the series that are followed of each case of a suite.
    /// - Throws: what `cases` throws; `StatisticsError` for figures that are no numbers.
    public init(
        of runs: [HistoryRun], request: GateRequest = .init(), cases: (String) throws -> [[HistorySeries]]
    ) async throws {
        let newest = Dictionary(runs.map { ($0.host, $0) }) { $1 }.values.sorted { $1.isBefore($0) }
        let nights = newest.compactMap { Night(newestOf: runs, host: $0.host) }
        var judges = nights.map { NightJudge($0, request) }
        for suite in Set(runs.map(\.suite)).sorted() {
            let parts = try await cases(suite).inParts { part in
                var followed: [SuiteHistory.Followed] = []
                var judges = nights.map { NightJudge($0, request) }
                for series in part {
                    followed += try series.map { .init(series: $0, trend: try SeriesTrend(of: $0)) }
                    for index in judges.indices { try judges[index].add(series) }
                }
                return (followed: followed, judges: judges)
            }
            for part in parts {
                for (index, judge) in part.judges.enumerated() { judges[index].add(judge) }
            }
            suites.append(
                .init(suite: suite, runs: runs.filter { $0.suite == suite }, followed: parts.flatMap(\.followed)))
        }
        gates = try judges.map { try $0.gate() }
    }
}
