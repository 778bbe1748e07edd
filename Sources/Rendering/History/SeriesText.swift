import History
import Report

/// A series as a sparkline with its figures.
public struct SeriesText {
    private let series: HistorySeries
    private let trend: SeriesTrend

    /// A series and what its trend is.
    public init(_ series: HistorySeries, trend: SeriesTrend) {
        (self.series, self.trend) = (series, trend)
    }

    /// The metric, its line, the figures and the steps.
    public func lines(width: Int = 60) -> [String] {
        guard let last = series.points.last, let first = series.points.first else { return [] }
        let sorted = series.points.map(\.value).sorted()
        let middle = sorted.count / 2
        let median = sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
        let range = "\(figure(sorted.first ?? median).number) … \(figure(sorted.last ?? median).number)"
        return [
            "\(series.metric.name), \(series.metric.better.rawValue) is better, \(series.metric.provenance.rawValue)",
            "  " + BlockSparkline.text(series.points.map(\.value), width: width),
            "  last \(figure(last.value, last.interval).full) at \(RunText.commit(last.run)), \(RunText.night(last.run))",
            "  median \(figure(median).number), range \(range), "
                + "\(Counted.text(series.points.count, "run")) since \(RunText.night(first.run))",
        ] + TrendText.lines(trend).map { "  " + $0 }
    }

    private func figure(_ value: Double, _ interval: Report.Interval? = nil) -> Figure {
        Figure(value, of: series.metric, interval: interval)
    }
}

extension Figure {
    /// A value of a tracked metric; ratios to a reference build as multiples.
    init(_ value: Double, of metric: HistoryMetric, interval: Report.Interval? = nil) {
        if metric.name == "time.ratio" {
            self = .ratio(value, interval: interval)
        } else {
            self.init(value, unit: metric.unit, interval: interval)
        }
    }
}
