import Charts
import History
import Report

/// A series as a chart over the runs: a band of its intervals, a line at every change point, and the figures for the
/// page's script, which shows them with the run's date and commit.
struct TrendFigure {
    let series: HistorySeries
    let trend: SeriesTrend
    /// The runs of the page.
    let runs: RunAxis
    /// Before the series' name in the figure's anchor, where the page has that already.
    var prefix = ""

    var figure: PageFigure {
        let subject = SeriesSubject(series)
        var figure = PageFigure(
            anchor: prefix + subject.anchor, caption: "\(subject.workload): \(subject.words): \(subject.metric)",
            picture: chart(subject).svg)
        figure.workload = subject.workload
        figure.notes = [extent] + TrendText.lines(trend)
        figure.attributes = formatting
        return figure
    }

    private func chart(_ subject: SeriesSubject) -> LineChart {
        let metric = series.metric
        let name = metric.name == "time.ratio" ? "time by that of the reference build" : metric.name
        var y = Axis("\(name), \(metric.better.rawValue) is better", unit: metric.unit, .linear)
        y.limits = limits
        var chart = LineChart(
            id: "\(prefix)\(subject.anchor)-chart", title: "\(subject.caseID) \(metric.name) over the runs",
            description: ([extent] + TrendText.lines(trend)).joined(separator: "; "), x: runs.axis, y: y,
            lines: [.init(name: subject.caseID, kind: 1, points: series.points.map(point))],
            events: trend.changes.map { change in
                .init(
                    x: runs.place(of: series.points[change.index].run), label: TrendText.size(of: change, metric),
                    tip: TrendText.line(change, metric))
            })
        chart.plotHeight = 180
        chart.isDense = true
        return chart
    }

    private func point(_ point: HistoryPoint) -> LineChart.Point {
        .init(
            x: runs.place(of: point.run),
            Datum(id: "", value: point.value, interval: point.interval.low...point.interval.high))
    }

    /// Around the values with room beside them; an interval that is wider by far would flatten the curve.
    private var limits: ClosedRange<Double> {
        let values = series.points.map(\.value)
        let (low, high) = (values.min() ?? 0, values.max() ?? 0)
        let room = max((high - low) / 2, max(abs(low), abs(high)) / 100)
        return low - room...high + room
    }

    /// `1.012× [1.008, 1.016] at 3f2a…, 2026-11-21 02:17; 100 runs`.
    private var extent: String {
        guard let last = series.points.last else { return "no run" }
        let newest = Figure(last.value, of: series.metric, interval: last.interval).full
        return "\(newest) at \(RunText.commit(last.run)), \(RunText.night(last.run)); "
            + Counted.text(series.points.count, "run")
    }

    /// How the script writes a figure: divided by a factor, with decimals and a suffix.
    private var formatting: String {
        let last = series.points.last?.value ?? 1
        let isRatio = series.metric.name == "time.ratio"
        let scale = isRatio ? UnitScale() : UnitScale(for: last, unit: series.metric.unit)
        let decimals = max(0, 3 - DecimalText.exponent(of: last / scale.factor))
        let suffix = isRatio ? "×" : scale.suffix
        return
            " data-factor=\"\(scale.factor)\" data-decimals=\"\(decimals)\" data-suffix=\"\(Markup.escaped(suffix))\""
    }
}
