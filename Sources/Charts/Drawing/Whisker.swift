/// An interval as a line with an end on either side.
enum Whisker {
    /// - Parameters:
    ///   - low: where it begins, as a share of the plot.
    ///   - high: where it ends.
    ///   - y: its middle in pixels.
    static func draw(from low: Double, to high: Double, at y: Double, _ markup: inout Markup) {
        markup.element(
            "svg",
            [
                "x": Canvas.percent(low), "y": Canvas.number(y - 4), "width": Canvas.percent(high - low), "height": "8",
                "viewBox": "0 0 8 8", "preserveAspectRatio": "none",
            ]
        ) { $0.element("path", ["class": "whisker", "d": "M0,0V8M0,4H8M8,0V8"]) }
    }
}
