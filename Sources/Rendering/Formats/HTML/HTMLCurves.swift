import Charts
import Report

/// The series of a report, a chart for each name.
enum HTMLCurves {
    /// More curves than this in one chart cannot be told apart.
    private static let most = 6
    /// From so many times the lowest height on, an axis from 0 would press the low curves flat.
    private static let magnitudes = 1000.0

    static func section(of series: [Report.Series]) -> Page.Section? {
        let drawable = series.filter { !$0.points.isEmpty }
        guard !drawable.isEmpty else { return nil }
        let figures = drawable.map(\.name).uniqued().flatMap { name in
            let curves = drawable.filter { $0.name == name }
            return stride(from: 0, to: curves.count, by: most).map { start in
                figure(name, Array(curves[start..<min(start + most, curves.count)]), part: start / most)
            }
        }
        let set = FigureSet("", of: "curves", isOpen: true, figures)
        let html = PageTemplates.render("report-figures", ["lead": "", "sets": [set]] as [String: Any])
        return .init(id: "curves", title: "Curves", html: html)
    }

    /// - Parameter curves: at least one, all of the same name.
    private static func figure(_ name: String, _ curves: [Report.Series], part: Int) -> PageFigure {
        let (x, y) = (curves[0].x, curves[0].y)
        let points = curves.flatMap(\.points)
        let word = name.map { $0.isWhitespace ? "-" : String($0) }.joined()
        let anchor = "curve-\(word)" + (part > 0 ? "-\(part + 1)" : "")
        let heights = points.flatMap { [$0.y, $0.interval?.low ?? $0.y] }
        // What lies on both sides of a mark is told by how many times, and so is what lies magnitudes apart.
        let (least, top) = (heights.min() ?? 0, heights.max() ?? 0)
        let isRatio = least > 0 && ((y.mark ?? 0) > 0 || top / least >= Self.magnitudes)
        var chart = LineChart(
            id: "\(anchor)-chart", title: "\(y.name) over \(x.name)",
            description: curves.map { curve in
                "\(curve.label): \(Counted.text(curve.points.count, "point"))"
            }.joined(separator: "; "),
            x: Axis(x.name, unit: x.unit, suiting: points.map(\.x)),
            y: isRatio
                ? Axis(y.name, unit: y.unit, .decades)
                : Axis(y.name, unit: y.unit, suiting: heights, isFromZero: curves.allSatisfy { $0.names == nil }),
            lines: curves.enumerated().map { index, curve in
                var line = LineChart.Line(
                    name: curve.label, kind: index, points: marks(of: curve, areNamed: index == 0))
                line.isApart = curve.names != nil
                return line
            },
            events: curves.flatMap { $0.events ?? [] }.uniqued().map { .init(x: $0.x, label: $0.label) })
        chart.mark = y.mark
        var figure = PageFigure(anchor: anchor, caption: CurveFigure(series: curves).title, picture: chart.svg)
        figure.legend = curves.count > 1 ? chart.legend.html : ""
        figure.table = PageTable(of: curves)
        return figure
    }

    /// - Parameter areNamed: whether names are written beside points; those of the first curve are, so that they do not lie
    ///   over each other.
    private static func marks(of curve: Report.Series, areNamed: Bool) -> [LineChart.Point] {
        zip(curve.points, curve.names.map { $0.map(Optional.some) } ?? curve.points.map { _ in nil }).map {
            point, name in
            let figure = Figure(point.y, unit: curve.y.unit, interval: point.interval)
            return .init(
                x: point.x,
                Datum(
                    id: name ?? curve.label, value: point.y, interval: point.interval.map { $0.low...$0.high },
                    tip: "\(Figure(point.x, unit: curve.x.unit).number): \(figure.full)"),
                label: areNamed ? name : nil)
        }
    }
}
