import Report

/// What a gate judges, and how strictly.
public struct GateRequest: Sendable {
    /// The machine; that of the newest run where it is nil.
    public var host: String?
    /// One suite; all where it is nil.
    public var suite: String?
    /// Metrics by name instead of those that are followed.
    public var metrics: [String] = []
    /// The probability that any verdict of the night is false, where nothing changed.
    public var alpha = 0.01
    /// Changes of a smaller fraction are no matter, for figures that vary.
    public var minimumChange = SeriesTrend.standardMinimumChange

    /// The standard gate.
    public init() {}

    /// Whether some case may be judged by a metric.
    func mayJudge(_ metric: HistoryMetric) -> Bool {
        metrics.isEmpty ? Tracking.mayFollow(metric) : metrics.contains(metric.name)
    }

    /// The series of one case that are judged.
    func judged(_ series: [HistorySeries]) -> [HistorySeries] {
        metrics.isEmpty ? Tracking.followed(series) : series
    }
}
