import Report

/// The curves of a page: drawn where they are few, their points folded; listed where they are many.
enum MarkdownCurves {
    /// A chart for each name.
    static func open(_ series: [Report.Series]) -> [String] {
        let figures = CurveFigure.all(of: series)
        guard !figures.isEmpty else { return [] }
        return ["## Curves"] + figures.flatMap(blocks(of:))
    }

    private static func blocks(of figure: CurveFigure) -> [String] {
        let title = "### \(MarkdownText.plain(figure.title))"
        guard !figure.isOfNames else { return [title] + block(namedPoints(of: figure.series)) }
        let drawing = ["```text"] + figure.lines + ["```"]
        return [title, drawing.joined(separator: "\n")]
    }

    /// The points of the curves that are drawn; of others where they start and end.
    static func folded(_ series: [Report.Series]) -> [String] {
        let figures = CurveFigure.all(of: series)
        return figures.isEmpty
            ? MarkdownPage.folded(Counted.text(series.count, "curve"), block(ends(of: series)))
            : figures.filter { !$0.isOfNames }.flatMap { figure in
                MarkdownPage.folded("Points: \(MarkdownText.plain(figure.title))", block(places(of: figure.series)))
            }
    }

    /// A row for each named point.
    private static func namedPoints(of series: [Report.Series]) -> MarkdownTable {
        MarkdownTable(
            columns: [
                .init(""), .init(""), .init(MarkdownText.plain(series[0].x.name), .trailing),
                .init(MarkdownText.plain(series[0].y.name), .trailing),
            ],
            rows: series.flatMap { curve in
                zip(curve.names ?? [], curve.points).map { name, point in
                    [
                        MarkdownText.plain(name), MarkdownText.plain(curve.label),
                        Figure(point.x, unit: curve.x.unit).number, text(of: point, on: curve),
                    ]
                }
            })
    }

    /// Positions down, curves across.
    private static func places(of series: [Report.Series]) -> MarkdownTable {
        let positions = Set(series.flatMap(\.points).map(\.x)).sorted()
        return MarkdownTable(
            columns: [.init(MarkdownText.plain(series[0].x.name), .trailing)]
                + series.map { .init(MarkdownText.plain($0.label), .trailing) },
            rows: positions.map { x in
                [Figure(x, unit: series[0].x.unit).number]
                    + series.map { curve in
                        curve.points.first { $0.x == x }.map { text(of: $0, on: curve) } ?? ""
                    }
            })
    }

    private static func ends(of series: [Report.Series]) -> MarkdownTable {
        MarkdownTable(
            columns: [
                .init("Curve"), .init("Of"), .init("Points", .trailing), .init("First", .trailing),
                .init("Last", .trailing),
            ],
            rows: series.map { curve in
                [MarkdownText.plain(curve.name), MarkdownText.plain(curve.label), "\(curve.points.count)"]
                    + [curve.points.first, curve.points.last].map { $0.map { text(of: $0, on: curve) } ?? "" }
            })
    }

    private static func text(of point: Report.Series.Point, on curve: Report.Series) -> String {
        Figure(point.y, unit: curve.y.unit, interval: point.interval).full
    }

    private static func block(_ table: MarkdownTable) -> [String] {
        table.block.map { [$0] } ?? []
    }
}
