import Report
import Statistics

/// The newest night held against the history before it.
public struct Gate: Sendable, Encodable {
    /// A case that is beyond what its history lets expect.
    public struct Finding: Sendable, Encodable {
        /// The case's id.
        public let caseID: String
        /// What is followed.
        public let metric: HistoryMetric
        /// The newest figure.
        public let value: Double
        /// What the history lets expect, in the metric's unit.
        public let expected: Double
        /// Where a new figure lies with 99 % probability, in the metric's unit.
        public let range: Report.Interval
        /// Newest ÷ expected; nil where the expected one is zero or negative.
        public let ratio: Double?
        /// The interval that the history's noise leaves for the ratio.
        public let interval: Report.Interval?
        /// After Holm's correction over all cases of the night.
        public let pValue: Double
        /// Number of nights the expectation rests on.
        public let nights: Int

        private enum CodingKeys: String, CodingKey {
            case metric, value, expected, range, ratio, interval, pValue, nights
            case caseID = "case"
        }
    }

    /// A case that could not be judged.
    public struct Short: Sendable, Encodable {
        /// Why.
        public enum Reason: String, Sendable, Encodable {
            /// Too few nights at its present level.
            case tooFew
            /// Figures of zero or less, which have no ratios.
            case notPositive
        }

        /// The case's id.
        public let caseID: String
        /// What is followed.
        public let metric: String
        /// Nights before the newest at its present level.
        public let nights: Int
        /// Why it was not judged.
        public let reason: Reason

        /// Of a series from which nothing is expected.
        init(_ series: HistorySeries) throws {
            (caseID, metric) = (series.caseID, series.metric.name)
            let stretch = series.stretches.last ?? []
            let start = try SeriesTrend(of: series).changes.last?.index ?? 0
            nights = max(0, stretch.count { $0 >= start } - 1)
            let isPositive = stretch.allSatisfy { series.points[$0].value > 0 }
            reason = isPositive || Tracking.isExact(series.metric) ? .tooFew : .notPositive
        }

        private enum CodingKeys: String, CodingKey {
            case metric, nights, reason
            case caseID = "case"
        }
    }

    /// The machine.
    public let host: String
    /// What was measured in the night, the oldest run first.
    public let runs: [HistoryRun]
    /// Number of figures that were judged.
    public var judged: Int { regressions.count + improvements.count + expected.count }
    /// What became worse, the surest first.
    public let regressions: [Finding]
    /// What became better, the surest first.
    public let improvements: [Finding]
    /// What is as its history lets expect.
    public let expected: [Unchanged]
    /// What was not judged.
    public let short: [Short]

    /// A case that is as its history lets expect.
    public struct Unchanged: Sendable, Encodable {
        /// The case's id.
        public let caseID: String
        /// What is followed.
        public let metric: String

        private enum CodingKeys: String, CodingKey {
            case metric
            case caseID = "case"
        }
    }

    /// What is told of one suite; judged together with the others of the night.
    public func only(suite: String) -> Gate {
        func isOf(_ id: String) -> Bool { id.hasPrefix(suite + ":") }
        return Gate(
            host: host, runs: runs.filter { $0.suite == suite }, regressions: regressions.filter { isOf($0.caseID) },
            improvements: improvements.filter { isOf($0.caseID) }, expected: expected.filter { isOf($0.caseID) },
            short: short.filter { isOf($0.caseID) })
    }
}
