import Basics

/// What a history says of one suite: the series that are followed with their trends, and the verdict on the newest night
/// of each host.
public struct SuiteHistory: Sendable {
    /// A series with where it changed.
    public struct Followed: Sendable {
        /// The figures.
        public let series: HistorySeries
        /// Their steps and drift.
        public let trend: SeriesTrend
    }

    /// The suite's name.
    public let suite: String
    /// Its runs, the oldest first.
    public let runs: [HistoryRun]
    /// The series of all its cases, in the order of the cases.
    public let followed: [Followed]
    /// The newest night of each host, the host with the newest run first.
    public let gates: [Gate]

    /// Looks at all series, on all processors.
    /// - Parameters:
    ///   - suite: the suite's name.
    ///   - runs: those of the suite, the oldest first.
    ///   - cases: the series of each case that are followed.
    ///   - request: how strictly the newest nights are judged; its host, suite and metrics are of no account.
    /// - Throws: `StatisticsError` for figures that are no numbers.
    public init(
        _ suite: String, runs: [HistoryRun], cases: [[HistorySeries]], request: GateRequest = .init()
    ) async throws {
        let newest = Dictionary(runs.map { ($0.host, $0) }) { $1 }.values.sorted { $1.isBefore($0) }
        let nights = newest.compactMap { Night(newestOf: runs, host: $0.host) }
        let parts = try await cases.inParts { part in
            var followed: [Followed] = []
            var judges = nights.map { NightJudge($0, request) }
            for series in part {
                followed += try series.map { Followed(series: $0, trend: try SeriesTrend(of: $0)) }
                for index in judges.indices { try judges[index].add(series) }
            }
            return (followed: followed, judges: judges)
        }
        var judges = nights.map { NightJudge($0, request) }
        for part in parts {
            for (index, judge) in part.judges.enumerated() { judges[index].add(judge) }
        }
        self.suite = suite
        self.runs = runs
        followed = parts.flatMap(\.followed)
        gates = try judges.map { try $0.gate() }
    }
}
