/// What a history says of one suite: the series that are followed, with their trends.
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
}
