/// An interval as a line with an end on either side.
enum Whisker {
    /// The interval of a figure, where it has a width; what lies beyond the axis is cut off and has no end.
    /// - Parameter y: its middle in pixels.
    static func draw(_ datum: Datum, on scale: Scale, at y: Double, _ markup: inout Markup) {
        guard let interval = datum.interval, interval.lowerBound < interval.upperBound else { return }
        let shares = [interval.lowerBound, interval.upperBound].map(scale.position)
        let (low, high) = (max(0, shares[0]), min(1, shares[1]))
        let ends = (shares[0] < 0 ? "" : "M0,0V8") + (shares[1] > 1 ? "" : "M8,0V8")
        markup.element(
            "svg",
            [
                "x": Canvas.percent(low), "y": Canvas.number(y - 4), "width": Canvas.percent(high - low), "height": "8",
                "viewBox": "0 0 8 8", "preserveAspectRatio": "none",
            ]
        ) { $0.element("path", ["class": "whisker", "d": "M0,4H8" + ends]) }
    }

    /// What an axis of lengths has to show: the figures, and of their intervals what is not much longer than the longest,
    /// so that one wide interval does not squeeze all bars together.
    static func extent(of data: [Datum]) -> [Double] {
        let longest = 1.5 * (data.map { abs($0.value) }.max() ?? 0)
        return data.flatMap { datum in
            datum.extent.map { min(max($0, -longest), longest) } + (datum.value.isFinite ? [] : [datum.value])
        }
    }
}
