import Report

/// The curves of one name, drawn one below the other on the same scale, so that their heights can be compared.
struct CurveFigure {
    /// More curves than this are too many to look at.
    private static let most = 12

    /// At least one, all of the same name.
    let series: [Report.Series]

    /// The figures of a report; none where it has too many curves, or nothing to draw.
    static func all(of series: [Report.Series]) -> [CurveFigure] {
        guard series.count <= most else { return [] }
        let drawable = series.filter { !$0.points.isEmpty }
        return drawable.map(\.name).uniqued().map { name in
            CurveFigure(series: drawable.filter { $0.name == name })
        }
    }

    /// What is drawn over what, after the name where that says more.
    var title: String {
        let axes = "\(series[0].y.name) over \(series[0].x.name)"
        return series[0].name == series[0].y.name ? axes : "\(series[0].name): \(axes)"
    }

    /// Whether its points stand for themselves: a table says more than bars.
    var isOfNames: Bool { series.contains { $0.names != nil } }

    /// A heading and a chart for each curve, then what happened along the way; of named points a line each.
    var lines: [String] {
        let points = series.flatMap(\.points)
        guard !isOfNames else { return series.flatMap(list) }
        let (x, y) = (series[0].x, series[0].y)
        let axis = ChartAxis(of: points.map(\.x), unit: x.unit)
        let top = points.map(\.y).max() ?? 0
        let charts = series.map { curve in
            [TextWidth.printable(curve.label)]
                + BlockChart.lines(
                    curve.points.map { ($0.x, $0.y) }, along: axis, upTo: top, named: Figure(top, unit: y.unit).number)
        }
        let events = series.flatMap { $0.events ?? [] }.uniqued()
        let words = events.map { "\(Figure($0.x, unit: x.unit).number): \(TextWidth.printable($0.label))" }
        return Array((charts + (words.isEmpty ? [] : [words])).joined(separator: [""]))
    }

    private func list(_ series: Report.Series) -> [String] {
        [TextWidth.printable(series.label)]
            + zip(series.names ?? [], series.points).map { name, point in
                let height = Figure(point.y, unit: series.y.unit, interval: point.interval).full
                return "  \(TextWidth.printable(name)): \(Figure(point.x, unit: series.x.unit).number), \(height)"
            }
    }
}
