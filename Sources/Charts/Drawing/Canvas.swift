import RealModule

/// The frame that all charts share.
///
/// A chart is as wide as the page lets it be: horizontal places are percentages of the plot, vertical ones pixels, and
/// names keep their size. The names of the vertical axis hang into the margin, which the style sheet gives a `chart` by
/// its custom properties `--left` and `--right`. Shapes that percentages cannot describe are drawn in a box of
/// 1,000 × 1,000 that is stretched over the plot, with strokes that are not.
///
/// Classes for the style sheet: `chart`, `axis`, `grid`, `label`, `figure`, `whisker`, `band`, `curve`, `roof`,
/// `event`, and for the n-th of several kinds of marks `k0`, `k1`, ….
struct Canvas {
    /// What tells the chart from others of its page; a valid XML id.
    let id: String
    /// What a screen reader says first.
    let title: String
    /// What the chart shows, in a sentence or two.
    let description: String
    /// Height in pixels.
    let height: Double
    /// Pixels kept free beside the plot.
    var left = 0.0
    var right = 0.0

    func svg(_ style: String, _ draw: (inout Markup) -> Void) -> String {
        var markup = Markup()
        markup.element(
            "svg",
            [
                "xmlns": "http://www.w3.org/2000/svg", "class": "chart \(style)", "id": id, "role": "img",
                "aria-labelledby": "\(id)-title \(id)-desc", "height": Self.number(height),
                "style": "--left:\(Self.number(left))px;--right:\(Self.number(right))px",
            ]
        ) { markup in
            markup.element("title", ["id": "\(id)-title"], text: title)
            markup.element("desc", ["id": "\(id)-desc"], text: description)
            draw(&markup)
        }
        return markup.text
    }

    /// `12.34`: enough for a screen.
    static func number(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded())
        guard !hundredths.isMultiple(of: 100) else { return "\(hundredths / 100)" }
        return "\(Double(hundredths) / 100)"
    }

    static func percent(_ share: Double) -> String { number(share * 100) + "%" }

    /// Vertical grid lines with their names below; the first and the last name stay within the plot, every second one
    /// is left out on narrow screens. Beside bars, whose axis has no name, the first one says the unit.
    /// - Parameter rows: of bars with text above them, which the lines leave free; nil for whole lines.
    static func horizontalAxis(
        _ scale: Scale, from top: Double, to bottom: Double, beside rows: Rows? = nil, _ markup: inout Markup
    ) {
        for (index, tick) in scale.ticks.enumerated() {
            let position = scale.position(of: tick.value)
            let x = percent(position)
            verticalLine("grid", at: x, from: top, to: bottom, beside: rows, &markup)
            // Pixels of a character, and of the narrowest plot.
            let isCovered = rows != nil && index == 1 && position * 280 < 6.5 * Double(scale.unit.count + 4)
            guard !isCovered else { continue }
            let anchor = position < 0.02 ? "start" : position > 0.98 ? "end" : "middle"
            markup.element(
                "text",
                [
                    "class": index.isMultiple(of: 2) ? "axis" : "axis minor", "x": x, "y": number(bottom + 15),
                    "text-anchor": anchor,
                ], text: rows != nil && index == 0 && !scale.unit.isEmpty ? "\(tick.label) \(scale.unit)" : tick.label)
        }
    }

    /// Rows of bars: how much of each row's height a bar takes, at its foot.
    struct Rows {
        let height: Double
        let bar: Double
    }

    /// A line from top to bottom that is seen beside bars alone.
    static func verticalLine(
        _ style: String, at x: String, from top: Double, to bottom: Double, beside rows: Rows?, _ markup: inout Markup
    ) {
        guard let rows else {
            markup.element("line", ["class": style, "x1": x, "x2": x, "y1": number(top), "y2": number(bottom)])
            return
        }
        markup.element(
            "line",
            [
                "class": style, "x1": x, "x2": x, "y1": number(top + rows.height - rows.bar), "y2": number(bottom),
                "stroke-dasharray": "\(number(rows.bar)) \(number(rows.height - rows.bar))",
            ])
    }

    /// Horizontal grid lines with their names to the left.
    static func verticalAxis(_ scale: Scale, from top: Double, to bottom: Double, _ markup: inout Markup) {
        for tick in scale.ticks {
            let y = number(bottom - scale.position(of: tick.value) * (bottom - top))
            markup.element("line", ["class": "grid", "x1": "0", "x2": "100%", "y1": y, "y2": y])
            markup.element(
                "text", ["class": "axis", "x": "-8", "y": y, "dy": "0.35em", "text-anchor": "end"], text: tick.label)
        }
    }

    /// A box of 1,000 × 1,000 over the plot.
    static func stretched(
        from top: Double, to bottom: Double, _ markup: inout Markup, _ draw: (inout Markup) -> Void
    ) {
        markup.element(
            "svg",
            [
                "x": "0", "y": number(top), "width": "100%", "height": number(bottom - top),
                "viewBox": "0 0 1000 1000", "preserveAspectRatio": "none",
            ], draw)
    }

    /// What an axis shows, with the unit its ticks are named in.
    static func title(_ name: String, _ scale: Scale) -> String {
        scale.unit.isEmpty ? name : "\(name) (\(scale.unit))"
    }
}
