/// Curves with bands of confidence, and events such as change points and commits.
///
/// Every point has a symbol with its figure. Where there are too many, the figures stand in two attributes of the curve:
/// `data-x` the places, separated by spaces, `data-v` the figures with their intervals, separated by bars.
public struct LineChart: Sendable {
    /// A point of a curve.
    public struct Point: Sendable {
        /// Its place on the horizontal axis: `data-x`.
        public var x: Double
        /// Its height with its interval.
        public var datum: Datum
        /// A name written beside it; nil for none.
        public var label: String?

        /// A point.
        public init(x: Double, _ datum: Datum, label: String? = nil) {
            self.x = x
            self.datum = datum
            self.label = label
        }
    }

    /// A curve.
    public struct Line: Sendable {
        /// What tells it from the others.
        public var name: String
        /// Which kind of mark it is, from 0: colour and symbol.
        public var kind: Int
        /// By their place on the horizontal axis.
        public var points: [Point]
        /// Whether its points stand for themselves, without a curve through them.
        public var isApart = false

        /// A curve.
        public init(name: String, kind: Int, points: [Point]) {
            self.name = name
            self.kind = kind
            self.points = points
        }
    }

    /// Something that happened at a place of the horizontal axis.
    public struct Event: Sendable {
        /// The place.
        public var x: Double
        /// A few words, written beside it.
        public var label: String
        /// What is shown on hover; lines end in a line feed.
        public var tip: String

        /// An event.
        public init(x: Double, label: String, tip: String = "") {
            self.x = x
            self.label = label
            self.tip = tip
        }
    }

    /// What tells the chart from others of its page; a valid XML id.
    public var id: String
    /// What is shown over what.
    public var title: String
    /// What the chart says, for those who do not see it.
    public var description: String
    /// The horizontal axis.
    public var x: Axis
    /// The vertical axis.
    public var y: Axis
    /// The curves.
    public var lines: [Line]
    /// What happened.
    public var events: [Event]
    /// A height that curves are held against, as a line of its own.
    public var mark: Double?
    /// Pixels between the lowest and the highest place.
    public var plotHeight = 240.0
    /// Whether points have no symbols.
    public var isDense = false

    /// A chart.
    public init(
        id: String, title: String, description: String, x: Axis, y: Axis, lines: [Line], events: [Event] = []
    ) {
        self.id = id
        self.title = title
        self.description = description
        self.x = x
        self.y = y
        self.lines = lines
        self.events = events
    }

    /// What the curves' symbols stand for.
    public var legend: Legend { Legend(.symbol, lines.map { ($0.kind, $0.name) }) }

    /// The picture.
    /// - Throws: ``ChartError`` where no curve has a point, or one has no place on its axes.
    public func svg() throws(ChartError) -> String {
        let points = lines.flatMap(\.points)
        let xs = try x.scale(points.map(\.x) + events.map(\.x), chart: title)
        let ys = try y.scale(points.flatMap(\.datum.extent) + (mark.map { [$0] } ?? []), chart: title)
        let rows = labelRows(xs)
        let top = 24 + 15 * Double((rows.max() ?? -1) + 1)
        let plot = Plot(x: xs, y: ys, top: top, bottom: top + plotHeight)
        let canvas = Canvas(
            id: id, title: title, description: description, height: plot.bottom + Plot.foot, left: Plot.margin,
            right: 10)
        return canvas.svg("lines") { markup in
            plot.axes(x, y, &markup)
            draw(events, rows, plot, &markup)
            if let mark {
                let y = Canvas.number(plot.height(mark))
                markup.element("line", ["class": "reference", "x1": "0", "x2": "100%", "y1": y, "y2": y])
            }
            Canvas.stretched(from: plot.top, to: plot.bottom, &markup) { markup in
                for line in lines where !line.isApart { band(of: line, plot, &markup) }
                for line in lines where !line.isApart && !line.points.isEmpty { curve(of: line, plot, &markup) }
            }
            for line in lines where line.isApart || !isDense {
                for (index, point) in line.points.enumerated() {
                    plot.symbol("point", line.kind, x: point.x, point.datum, &markup)
                    guard let label = point.label else { continue }
                    // Neighbours' names stand on different sides of them.
                    plot.name(label, x: point.x, y: point.datum.value, isAbove: index.isMultiple(of: 2), &markup)
                }
            }
        }
    }

    private func curve(of line: Line, _ plot: Plot, _ markup: inout Markup) {
        let style = "curve k\(line.kind)"
        let path = plot.path(line.points.map { ($0.x, $0.datum.value) })
        guard isDense else { return markup.element("path", ["class": style, "d": path]) }
        markup.element(
            "path",
            [
                "class": style, "data-id": line.name,
                "data-x": line.points.map { Datum.text($0.x, nil) }.joined(separator: " "),
                "data-v": line.points.map { Datum.text($0.datum.value, $0.datum.interval) }.joined(separator: "|"),
                "d": line.points.count == 1 ? path + "h0" : path,
            ])
    }

    /// The area between the ends of the points' intervals.
    private func band(of line: Line, _ plot: Plot, _ markup: inout Markup) {
        let ends = line.points.compactMap { point in point.datum.interval.map { (x: point.x, interval: $0) } }
        guard ends.count > 1 else { return }
        let (above, below) = (ends.map { ($0.x, $0.interval.upperBound) }, ends.map { ($0.x, $0.interval.lowerBound) })
        let around = above + below.reversed()
        markup.element("path", ["class": "band k\(line.kind)", "d": plot.path(around) + "Z"])
    }

    /// The row above the plot in which each event's label stands, so that neighbours do not overlap on narrow screens.
    private func labelRows(_ scale: Scale) -> [Int] {
        // Pixels of a character, and of the narrowest plot.
        let (character, narrowest) = (7.0, 280.0)
        var ends: [[ClosedRange<Double>]] = []
        return events.map { event in
            let position = scale.position(of: event.x)
            let width = (Double(event.label.count) * character + 10) / narrowest
            let taken = position > 0.5 ? position - width...position : position...position + width
            let row = ends.firstIndex { row in !row.contains { $0.overlaps(taken) } } ?? ends.count
            if row == ends.count { ends.append([]) }
            ends[row].append(taken)
            return row
        }
    }

    private func draw(_ events: [Event], _ rows: [Int], _ plot: Plot, _ markup: inout Markup) {
        for (event, row) in zip(events, rows) {
            let y = plot.top - 8 - 15 * Double(row)
            let isRight = plot.x.position(of: event.x) > 0.5
            markup.mark("event", Datum(id: event.label, value: event.x, tip: event.tip)) { markup in
                let x = plot.left(event.x)
                markup.element(
                    "line", ["x1": x, "x2": x, "y1": Canvas.number(y - 10), "y2": Canvas.number(plot.bottom)])
                markup.element(
                    "text",
                    [
                        "x": x, "dx": isRight ? "-5" : "5", "y": Canvas.number(y),
                        "text-anchor": isRight ? "end" : "start",
                    ], text: event.label)
            }
        }
    }
}
