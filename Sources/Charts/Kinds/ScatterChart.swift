/// Points on two axes, with roofs that they cannot pass: the roofline, for one.
public struct ScatterChart: Sendable {
    /// A point.
    public struct Point: Sendable {
        /// Its place on the horizontal axis: `data-x`.
        public var x: Double
        /// Its height.
        public var datum: Datum
        /// Which kind of mark it is, from 0: colour and symbol.
        public var kind: Int

        /// A point.
        public init(x: Double, _ datum: Datum, kind: Int) {
            self.x = x
            self.datum = datum
            self.kind = kind
        }
    }

    /// A limit, as a line through corners.
    public struct Roof: Sendable {
        /// Where the name of a roof stands.
        public enum Side: Sendable {
            /// Below its first corner, for lines that rise.
            case start
            /// Above its last corner, for level ones.
            case end
        }

        /// Its name with its figure, written beside it.
        public var label: String
        /// Where the name stands.
        public var side: Side
        /// Which kind of points it limits; nil for all of them.
        public var kind: Int?
        /// From left to right, at least two.
        public var corners: [(x: Double, y: Double)]
        /// The figure behind it.
        public var datum: Datum

        /// A roof.
        public init(
            label: String, _ side: Side, kind: Int?, corners: [(x: Double, y: Double)], _ datum: Datum
        ) {
            self.label = label
            self.side = side
            self.kind = kind
            self.corners = corners
            self.datum = datum
        }
    }

    private static let labelHeight = 15.0

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
    /// The points.
    public var points: [Point]
    /// The limits.
    public var roofs: [Roof]
    /// Pixels between the lowest and the highest place.
    public var plotHeight = 400.0

    /// A chart.
    public init(
        id: String, title: String, description: String, x: Axis, y: Axis, points: [Point], roofs: [Roof] = []
    ) {
        self.id = id
        self.title = title
        self.description = description
        self.x = x
        self.y = y
        self.points = points
        self.roofs = roofs
    }

    /// The picture.
    /// - Throws: ``ChartError`` where there is no point, or one has no place on its axes.
    public func svg() throws(ChartError) -> String {
        guard !points.isEmpty else { throw .empty(chart: title) }
        let corners = roofs.flatMap(\.corners)
        let plot = Plot(
            x: try x.scale(points.map(\.x) + corners.map(\.x), chart: title),
            y: try y.scale(points.map(\.datum.value) + corners.map(\.y), chart: title), top: 30, bottom: 30 + plotHeight
        )
        let canvas = Canvas(
            id: id, title: title, description: description, height: plot.bottom + Plot.foot, left: Plot.margin,
            right: 10)
        return canvas.svg("scatter") { markup in
            plot.axes(x, y, &markup)
            Canvas.stretched(from: plot.top, to: plot.bottom, &markup) { markup in
                for roof in roofs {
                    markup.mark("roof \(roof.kind.map { "k\($0)" } ?? "all")", roof.datum) { markup in
                        markup.element("path", ["d": plot.path(roof.corners)])
                    }
                }
            }
            // Points over names: no figure is hidden.
            labels(plot, &markup)
            for point in points { plot.symbol("point", point.kind, x: point.x, point.datum, &markup) }
        }
    }

    /// The names of the roofs, moved apart where they would overlap: level ones upwards, rising ones downwards.
    private func labels(_ plot: Plot, _ markup: inout Markup) {
        for side in [Roof.Side.start, .end] {
            let named = roofs.compactMap { roof in
                (side == .start ? roof.corners.first : roof.corners.last).map { (roof: roof, corner: $0) }
            }.filter { $0.roof.side == side }.map { (roof: $0.roof, x: $0.corner.x, y: plot.height($0.corner.y)) }
            var occupied: Double?
            for each in named.sorted(by: { side == .start ? $0.y < $1.y : $0.y > $1.y }) {
                let wish = side == .start ? each.y + 16 : each.y - 6
                let y = occupied.map { side == .start ? max($0, wish) : min($0, wish) } ?? wish
                occupied = side == .start ? y + Self.labelHeight : y - Self.labelHeight
                markup.element(
                    "text",
                    [
                        "class": "roof-name \(each.roof.kind.map { "k\($0)" } ?? "all")", "x": plot.left(each.x),
                        "dx": side == .start ? "8" : "-4", "y": Canvas.number(y),
                        "text-anchor": side == .start ? "start" : "end",
                    ], text: each.roof.label)
            }
        }
    }
}
