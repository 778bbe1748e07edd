import Report
import Statistics

/// What a series lets expect of its newest point, from the points before it since the last change.
struct Expected {
    let value: Double
    let range: Report.Interval
    let nights: Int
    /// Whether the figure never varied but for changes, so that its probabilities are 0 or 1.
    let isExact: Bool
    /// One-sided probability of a figure at least as far on the worse and on the better side.
    let pWorse: Double
    let pBetter: Double

    /// - Returns: nil where the history is too short.
    /// - Throws: `StatisticsError` for figures that are no numbers.
    init?(of series: HistorySeries) throws {
        guard let stretch = series.stretches.last, let newest = series.points.last?.value else { return nil }
        let earlier = stretch.dropLast().map { series.points[$0].value }
        let slack = Report.slack(of: series.metric.name)
        if Tracking.isExact(series.metric), let level = ExactLevels(earlier, slack: slack).steadyLast {
            self.init(
                level, slack: slack, newest: newest, nights: earlier.count - level.start, better: series.metric.better)
        } else {
            try self.init(earlier, newest: newest, better: series.metric.better)
        }
    }

    /// For figures that do not vary: any difference is one.
    private init(_ level: ExactLevels.Level, slack: Double, newest: Double, nights: Int, better: Report.Direction) {
        (value, self.nights) = (level.value, nights)
        range = .init(level.value, level.value)
        isExact = true
        let (isBelow, isAbove) = (newest < level.value - slack, newest > level.value + slack)
        pWorse = (better == .lower ? isAbove : isBelow) ? 0 : 1
        pBetter = (better == .lower ? isBelow : isAbove) ? 0 : 1
    }

    /// For figures that vary.
    private init?(_ earlier: [Double], newest: Double, better: Report.Direction) throws {
        guard newest > 0, earlier.allSatisfy({ $0 > 0 }), let expected = try Expectation(after: earlier) else {
            return nil
        }
        let interval = try expected.interval(confidence: 0.99)
        value = expected.value
        range = .init(interval.low, interval.high)
        nights = expected.count
        isExact = false
        pWorse = try expected.pValue(of: newest, direction: better == .lower ? .lower : .higher)
        pBetter = try expected.pValue(of: newest, direction: better == .lower ? .higher : .lower)
    }
}
