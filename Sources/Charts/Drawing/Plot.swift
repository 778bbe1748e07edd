/// The area between two axes, with everything that stands at places of both.
struct Plot {
    let x: Scale
    let y: Scale
    /// Pixels from the top edge of the chart.
    let top: Double
    let bottom: Double

    /// Pixels that the names of both axes take below and beside the area.
    static let foot = 38.0
    static let margin = 50.0

    func left(_ value: Double) -> String { Canvas.percent(x.position(of: value)) }

    func height(_ value: Double) -> Double { bottom - y.position(of: value) * (bottom - top) }

    /// Grid, ticks and names.
    func axes(_ x: Axis, _ y: Axis, _ markup: inout Markup) {
        Canvas.verticalAxis(self.y, from: top, to: bottom, &markup)
        Canvas.horizontalAxis(self.x, from: top, to: bottom, &markup)
        markup.element(
            "text", ["class": "axis name", "x": "100%", "y": Canvas.number(bottom + 33), "text-anchor": "end"],
            text: Canvas.title(x.name, self.x))
        markup.element(
            "text", ["class": "axis name", "x": Canvas.number(8 - Self.margin), "y": "12"],
            text: Canvas.title(y.name, self.y))
    }

    /// A polyline through points, to be drawn in the stretched box; values outside of the axes are cut off by it.
    func path(_ points: [(x: Double, y: Double)]) -> String {
        points.enumerated().map { index, point in
            let place = (x.position(of: point.x) * 1000, (1 - y.position(of: point.y)) * 1000)
            return "\(index == 0 ? "M" : "L")\(Canvas.number(place.0)),\(Canvas.number(place.1))"
        }.joined()
    }

    /// A point with its interval.
    func symbol(_ style: String, _ kind: Int, x value: Double, _ datum: Datum, _ markup: inout Markup) {
        markup.mark("\(style) k\(kind)", datum, x: value) { markup in
            Symbol.draw(kind, x: left(value), y: Canvas.number(height(datum.value)), &markup)
        }
    }

    /// A point's name, on the side of it where there is room.
    func name(_ label: String, x: Double, y: Double, isAbove: Bool, _ markup: inout Markup) {
        let isRight = self.x.position(of: x) > 0.5
        markup.element(
            "text",
            [
                "class": "point-name", "x": left(x), "dx": isRight ? "-7" : "7",
                "y": Canvas.number(height(y) + (isAbove ? -6 : 14)),
                "text-anchor": isRight ? "end" : "start",
            ], text: label)
    }
}
