/// Horizontal bars from zero, one below the other, with whiskers where a figure has an interval; bars may be grouped
/// under headings. The name and the figure of a bar stand above it, so that they have room on every screen.
public struct BarChart: Sendable {
    /// A bar.
    public struct Bar: Sendable {
        /// Its name.
        public var label: String
        /// Its figure as people read it.
        public var figure: String
        /// The figure's interval as people read it; left out on narrow screens.
        public var range: String
        /// What else is said of it, behind the figure.
        public var remark: String
        /// The figure; nil where there is none, and no bar is drawn.
        public var datum: Datum?
        /// Which kind of mark it is, from 0: a colour of the style sheet.
        public var kind: Int
        /// Whether the others are held against it.
        public var isReference: Bool

        /// A bar.
        public init(
            label: String, figure: String, range: String = "", remark: String = "", datum: Datum?, kind: Int = 0,
            isReference: Bool = false
        ) {
            self.label = label
            self.figure = figure
            self.range = range
            self.remark = remark
            self.datum = datum
            self.kind = kind
            self.isReference = isReference
        }
    }

    /// Bars that belong together.
    public struct Group: Sendable {
        /// What they have in common; empty for no heading.
        public var heading: String
        /// From top to bottom.
        public var bars: [Bar]

        /// A group.
        public init(heading: String = "", bars: [Bar]) {
            self.heading = heading
            self.bars = bars
        }
    }

    private static let headingHeight = 24.0
    private static let rowHeight = 31.0
    private static let textHeight = 17.0
    private static let barHeight = 9.0
    private static let footHeight = 22.0

    /// What tells the chart from others of its page; a valid XML id.
    public var id: String
    /// What is shown of what.
    public var title: String
    /// What the chart says, for those who do not see it.
    public var description: String
    /// The unit of the figures, SI without prefix.
    public var unit: String
    /// From top to bottom.
    public var groups: [Group]

    /// A chart.
    public init(id: String, title: String, description: String, unit: String, groups: [Group]) {
        self.id = id
        self.title = title
        self.description = description
        self.unit = unit
        self.groups = groups
    }

    /// The picture. The bar that is a reference has a line over the whole height.
    /// - Throws: ``ChartError`` where no bar has a figure, or one is not finite.
    public func svg() throws(ChartError) -> String {
        let bars = groups.flatMap(\.bars)
        let data = bars.compactMap(\.datum)
        let scale = try Scale(.linear, of: Whisker.extent(of: data), unit: unit, isFromZero: true, chart: title)
        let headings = Double(groups.count { !$0.heading.isEmpty })
        let bottom = headings * Self.headingHeight + Double(bars.count) * Self.rowHeight + 4
        let canvas = Canvas(id: id, title: title, description: description, height: bottom + Self.footHeight)
        let rows = Canvas.Rows(height: Self.rowHeight, bar: Self.rowHeight - Self.textHeight)
        return canvas.svg("bars") { markup in
            // Headings are between the rows: the grid is left to the ticks.
            Canvas.horizontalAxis(scale, from: headings == 0 ? 0 : bottom, to: bottom, beside: rows, &markup)
            let reference = bars.first(where: \.isReference)?.datum.map { scale.position(of: $0.value) }
            var y = 0.0
            for group in groups {
                if !group.heading.isEmpty {
                    let place = Canvas.number(y + 16)
                    markup.element("text", ["class": "heading", "x": "0", "y": place], text: group.heading)
                    y += Self.headingHeight
                }
                let end = y + Double(group.bars.count) * Self.rowHeight
                if let reference {
                    Canvas.verticalLine(
                        "reference", at: Canvas.percent(reference), from: y, to: end, beside: rows, &markup)
                }
                for bar in group.bars {
                    draw(bar, at: y, scale, &markup)
                    y += Self.rowHeight
                }
            }
        }
    }

    private func draw(_ bar: Bar, at y: Double, _ scale: Scale, _ markup: inout Markup) {
        let (text, top) = (Canvas.number(y + 14), y + 19)
        markup.element("text", ["class": "label", "x": "0", "y": text], text: bar.label)
        markup.element("text", ["class": "figure", "x": "100%", "y": text, "text-anchor": "end"]) { markup in
            markup.write(bar.figure)
            if !bar.range.isEmpty { markup.element("tspan", ["class": "minor"], text: " \(bar.range)") }
            if !bar.remark.isEmpty { markup.write(" \(bar.remark)") }
        }
        guard let datum = bar.datum else { return }
        markup.mark("bar k\(bar.kind)", datum) { markup in
            let (zero, end) = (scale.position(of: 0), scale.position(of: datum.value))
            markup.element(
                "rect",
                [
                    "x": Canvas.percent(min(zero, end)), "y": Canvas.number(top),
                    "width": Canvas.percent(abs(end - zero)), "height": Canvas.number(Self.barHeight),
                ])
            Whisker.draw(datum, on: scale, at: top + Self.barHeight / 2, &markup)
        }
    }
}
