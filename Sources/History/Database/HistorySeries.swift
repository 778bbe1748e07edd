import Report

/// One figure of one case on one host, over the runs.
public struct HistorySeries: Sendable, Encodable {
    /// The machine's id.
    public let host: String
    /// The case's id.
    public let caseID: String
    /// What is followed.
    public let metric: HistoryMetric
    /// The figures, the oldest first.
    public let points: [HistoryPoint]

    /// A series.
    /// - Parameter points: in any order.
    public init(host: String, caseID: String, metric: HistoryMetric, points: [HistoryPoint]) {
        self.host = host
        self.caseID = caseID
        self.metric = metric
        self.points = points.sorted { $0.run.isBefore($1.run) }
    }

    private enum CodingKeys: String, CodingKey {
        case host, metric, points
        case caseID = "case"
    }
}

/// A metric as reports name it. With another unit, direction or provenance it is another: a counted figure is not
/// continued by a simulated one.
public struct HistoryMetric: Hashable, Sendable, Encodable {
    /// As in reports, such as `time.ratio`.
    public let name: String
    /// SI without prefix.
    public let unit: String
    /// Which direction is better.
    public let better: Report.Direction
    /// How the figures were obtained.
    public let provenance: Report.Provenance

    /// A metric.
    public init(name: String, unit: String, better: Report.Direction, provenance: Report.Provenance) {
        self.name = name
        self.unit = unit
        self.better = better
        self.provenance = provenance
    }

    /// Whether a figure may be told as so many times another: decibels are logarithms already, differences may be 0 or below.
    var hasRatios: Bool { unit != "dB" && Report.definition(of: name)?.isDifference != true }
}

/// A figure of one run.
public struct HistoryPoint: Sendable, Encodable {
    /// The run it is of.
    public let run: HistoryRun
    /// In the metric's unit.
    public let value: Double
    /// In the metric's unit; its ends equal `value` where nothing varies.
    public let interval: Report.Interval
    /// Coverage the interval claims.
    public let confidence: Double
    /// Number of samples behind the value.
    public let count: Int

    /// A figure.
    public init(run: HistoryRun, value: Double, interval: Report.Interval, confidence: Double, count: Int) {
        self.run = run
        self.value = value
        self.interval = interval
        self.confidence = confidence
        self.count = count
    }
}
