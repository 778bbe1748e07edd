import Report
import Statistics

/// Where a series changed for good, and how sure that is.
public struct SeriesTrend: Sendable, Encodable {
    /// A step from one level to another.
    public struct Change: Sendable, Encodable {
        /// The place of the first figure at the new level in the series.
        public let index: Int
        /// The last run at the old level.
        public let before: HistoryRun
        /// The first run at the new level.
        public let after: HistoryRun
        /// New level ÷ old level; nil where the old one is zero or negative, as decibels may be.
        public let ratio: Double?
        /// Interval of the ratio; nil for figures that do not vary.
        public let interval: Report.Interval?
        /// New level − old level in the metric's unit, for figures that do not vary.
        public let difference: Double?
        /// The probability of such a step in noise; 0 for figures that do not vary.
        public let pValue: Double
        /// Whether the new level is the better one.
        public let isBetter: Bool
    }

    /// The machine's id.
    public let host: String
    /// The case's id.
    public let caseID: String
    /// What is followed.
    public let metric: HistoryMetric
    /// Number of runs.
    public let count: Int
    /// The steps, the oldest first.
    public let changes: [Change]
    /// Slow change besides, since the last change of the reference; nil where none shows.
    public let drift: Drift?

    /// Whether there is anything to tell.
    public var isEventful: Bool { !changes.isEmpty || drift != nil }

    /// A change of a little with every run, besides the steps.
    public struct Drift: Sendable, Encodable {
        /// Last ÷ first value.
        public let ratio: Double
        /// Interval of the ratio.
        public let interval: Report.Interval
        /// The probability of such a drift in noise.
        public let pValue: Double
        /// Whether it goes to the better side.
        public let isBetter: Bool
    }

    /// Changes smaller than this are ignored, as LNT (LLVM's nightly tests) does.
    public static let standardMinimumChange = 0.01

    /// Looks for steps and drift.
    /// - Parameter minimumChange: steps of a smaller fraction are ignored, for figures that vary; above 0.
    /// - Throws: `StatisticsError.outOfRange` for a minimum change that is none.
    public init(
        of series: HistorySeries, minimumChange: Double = standardMinimumChange
    ) throws(StatisticsError) {
        (host, caseID, metric, count) = (series.host, series.caseID, series.metric, series.points.count)
        var changes: [Change] = []
        var drift: Drift?
        for stretch in series.stretches {
            drift = nil
            let points = stretch.map { series.points[$0] }
            let values = points.map(\.value)
            if Tracking.isExact(series.metric) {
                changes += Self.steps(in: series, stretch, values)
            } else if values.allSatisfy({ $0 > 0 }) {
                let trend = try Trend.find(in: values, minimumChange: minimumChange)
                changes += trend.changes.map { Self.step(in: series, stretch, $0) }
                drift = trend.drift.map { found in
                    Drift(
                        ratio: found.ratio, interval: .init(found.interval.low, found.interval.high),
                        pValue: found.pValue, isBetter: (found.ratio < 1) == (series.metric.better == .lower))
                }
            }
        }
        self.changes = changes.sorted { $0.index < $1.index }
        self.drift = drift
    }

    private static func steps(in series: HistorySeries, _ stretch: [Int], _ values: [Double]) -> [Change] {
        let levels = ExactLevels(values, slack: Report.slack(of: series.metric.name))
        return zip(levels.levels, levels.levels.dropFirst()).map { old, new in
            Change(
                index: stretch[new.start], before: series.points[stretch[levels.end(of: old, before: new)]].run,
                after: series.points[stretch[new.start]].run,
                ratio: series.metric.hasRatios && old.value > 0 ? new.value / old.value : nil, interval: nil,
                difference: new.value - old.value, pValue: 0,
                isBetter: (new.value < old.value) == (series.metric.better == .lower))
        }
    }

    private static func step(in series: HistorySeries, _ stretch: [Int], _ found: ChangePoint) -> Change {
        Change(
            index: stretch[found.index], before: series.points[stretch[found.index - 1]].run,
            after: series.points[stretch[found.index]].run, ratio: found.ratio,
            interval: .init(found.interval.low, found.interval.high), difference: nil, pValue: found.pValue,
            isBetter: (found.ratio < 1) == (series.metric.better == .lower))
    }

    private enum CodingKeys: String, CodingKey {
        case host, metric, count, changes, drift
        case caseID = "case"
    }
}
