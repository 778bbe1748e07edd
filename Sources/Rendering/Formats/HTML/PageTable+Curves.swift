import Report

extension PageTable {
    /// The points of curves that share a chart.
    /// - Parameter curves: at least one, all of the same name.
    init(of curves: [Report.Series]) {
        self = curves.contains { $0.names != nil } ? Self.names(of: curves) : Self.places(of: curves)
    }

    /// A row for each named point.
    private static func names(of curves: [Report.Series]) -> PageTable {
        let (x, y) = (curves[0].x, curves[0].y)
        return PageTable(
            caption: "Points of \(curves[0].name)",
            columns: [
                .init(text: "", isNumber: false), .init(text: "", isNumber: false),
                .init(text: x.name, isNumber: true), .init(text: y.name, isNumber: true),
            ],
            rows: curves.flatMap { curve in
                zip(curve.names ?? [], curve.points).map { name, point in
                    .init(cells: [
                        .init(text: name, isHeading: true), .init(text: curve.label), cell(point.x, unit: x.unit),
                        cell(point.y, unit: y.unit, point.interval),
                    ])
                }
            })
    }

    /// Positions down, curves across.
    private static func places(of curves: [Report.Series]) -> PageTable {
        let positions = Set(curves.flatMap(\.points).map(\.x)).sorted()
        let places = curves.map { curve in
            Dictionary(curve.points.map { ($0.x, $0) }, uniquingKeysWith: { first, _ in first })
        }
        return PageTable(
            caption: "Points of \(curves[0].name)",
            columns: [.init(text: curves[0].x.name, isNumber: true)]
                + curves.map { .init(text: $0.label, isNumber: true) },
            rows: positions.map { x in
                let heading = Cell(
                    text: Figure(x, unit: curves[0].x.unit).number, data: DataAttributes.of(x, nil), isNumber: true,
                    isHeading: true)
                return .init(
                    cells: [heading]
                        + zip(curves, places).map { curve, points in
                            points[x].map { cell($0.y, unit: curve.y.unit, $0.interval) } ?? .init(isNumber: true)
                        })
            })
    }

    private static func cell(_ value: Double, unit: String, _ interval: Report.Interval? = nil) -> Cell {
        .init(
            text: Figure(value, unit: unit, interval: interval).full, data: DataAttributes.of(value, interval),
            isNumber: true)
    }
}
