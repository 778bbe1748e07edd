/// Horizontal bars made of parts, such as the layers of a model, with a mark for what the whole took when it was measured
/// itself. Parts are told apart by colour and hatching of their kind, by gaps, and by their names where there is room.
public struct StackedBarChart: Sendable {
    /// A part of a bar.
    public struct Part: Sendable {
        /// Its name.
        public var label: String
        /// Which kind it is, from 0: colour and hatching.
        public var kind: Int
        /// Its figure, 0 or more.
        public var datum: Datum

        /// A part.
        public init(label: String, kind: Int, _ datum: Datum) {
            self.label = label
            self.kind = kind
            self.datum = datum
        }
    }

    /// A bar.
    public struct Bar: Sendable {
        /// Its name.
        public var label: String
        /// Its figure as people read it.
        public var figure: String
        /// From left to right.
        public var parts: [Part]
        /// What the whole took, with its interval.
        public var whole: Datum?

        /// A bar.
        public init(label: String, figure: String, parts: [Part], whole: Datum? = nil) {
            self.label = label
            self.figure = figure
            self.parts = parts
            self.whole = whole
        }
    }

    private static let rowHeight = 43.0
    private static let textHeight = 17.0
    private static let barHeight = 19.0

    /// What tells the chart from others of its page; a valid XML id.
    public var id: String
    /// What is shown of what.
    public var title: String
    /// What the chart says, for those who do not see it.
    public var description: String
    /// The unit of the figures, SI without prefix.
    public var unit: String
    /// From top to bottom.
    public var bars: [Bar]

    /// A chart.
    public init(id: String, title: String, description: String, unit: String, bars: [Bar]) {
        self.id = id
        self.title = title
        self.description = description
        self.unit = unit
        self.bars = bars
    }

    /// The picture.
    /// - Throws: ``ChartError`` where no bar has a part, or one is not finite.
    public func svg() throws(ChartError) -> String {
        guard bars.contains(where: { !$0.parts.isEmpty }) else { throw .empty(chart: title) }
        let sums = bars.map { bar in bar.parts.reduce(0) { $0 + $1.datum.value } }
        let wholes = Whisker.extent(of: bars.compactMap(\.whole))
        let scale = try Scale(.linear, of: sums + wholes, unit: unit, isFromZero: true, chart: title)
        let bottom = Double(bars.count) * Self.rowHeight + 4
        let canvas = Canvas(id: id, title: title, description: description, height: bottom + 22)
        let rows = Canvas.Rows(height: Self.rowHeight, bar: Self.rowHeight - Self.textHeight)
        return canvas.svg("stacks") { markup in
            Hatching.definitions(Set(bars.flatMap(\.parts).map(\.kind)).sorted(), chart: id, &markup)
            Canvas.horizontalAxis(scale, from: 0, to: bottom, beside: rows, &markup)
            for (index, bar) in bars.enumerated() {
                draw(bar, at: Double(index) * Self.rowHeight, scale, &markup)
            }
        }
    }

    private func draw(_ bar: Bar, at y: Double, _ scale: Scale, _ markup: inout Markup) {
        let (text, top) = (Canvas.number(y + 14), y + 19)
        markup.element("text", ["class": "label", "x": "0", "y": text], text: bar.label)
        markup.element("text", ["class": "figure", "x": "100%", "y": text, "text-anchor": "end"], text: bar.figure)
        var sum = 0.0
        for part in bar.parts {
            let (start, end) = (scale.position(of: sum), scale.position(of: sum + part.datum.value))
            sum += part.datum.value
            draw(part, start, end, top, &markup)
        }
        guard let whole = bar.whole else { return }
        markup.mark("whole", whole) { markup in
            let x = Canvas.percent(scale.position(of: whole.value))
            markup.element(
                "line",
                ["x1": x, "x2": x, "y1": Canvas.number(top - 3), "y2": Canvas.number(top + Self.barHeight + 3)])
            Whisker.draw(whole, on: scale, at: top + Self.barHeight / 2, &markup)
        }
    }

    private func draw(_ part: Part, _ start: Double, _ end: Double, _ top: Double, _ markup: inout Markup) {
        markup.mark("part k\(part.kind)", part.datum) { markup in
            let (x, width) = (Canvas.percent(start), Canvas.percent(end - start))
            let (y, height) = (Canvas.number(top), Canvas.number(Self.barHeight))
            markup.element("rect", ["x": x, "y": y, "width": width, "height": height])
            if !Hatching.lines(part.kind).isEmpty {
                let fill = "url(#\(Hatching.reference(part.kind, chart: id)))"
                markup.element(
                    "rect", ["class": "cover", "x": x, "y": y, "width": width, "height": height, "fill": fill])
            }
            // Pixels of a character, and of the narrowest plot.
            if (end - start) * 300 > Double(part.label.count) * 7.5 + 8 {
                markup.element(
                    "text",
                    [
                        "x": Canvas.percent((start + end) / 2), "y": Canvas.number(top + Self.barHeight / 2),
                        "dy": "0.35em", "text-anchor": "middle",
                    ], text: part.label)
            }
        }
    }
}
