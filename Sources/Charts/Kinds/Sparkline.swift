/// A curve the size of a word: values in order, the last of them marked. It stands beside its figure and has no axes.
public struct Sparkline: Sendable {
    private static let (width, height) = (120.0, 28.0)

    /// What tells the picture from others of its page; a valid XML id.
    public var id: String
    /// What is shown, and how it moved.
    public var title: String
    /// In order of time; `data-values` holds them in full precision.
    public var values: [Double]
    /// Indices of values to be marked, such as change points.
    public var marked: [Int]

    /// A picture of values.
    public init(id: String, title: String, values: [Double], marked: [Int] = []) {
        self.id = id
        self.title = title
        self.values = values
        self.marked = marked
    }

    /// The picture, 120 × 28 pixels.
    /// - Throws: ``ChartError`` where there is no value, or one is not finite.
    public func svg() throws(ChartError) -> String {
        let scale = try Scale(.linear, of: values, unit: "1", chart: title)
        // Between the values' own ends: round numbers would flatten it.
        let (low, high) = (values.min() ?? 0, values.max() ?? 0)
        let places = values.enumerated().map { index, value in
            let x = values.count == 1 ? 1 : Double(index) / Double(values.count - 1)
            let y = high > low ? (value - low) / (high - low) : scale.position(of: value)
            return (x: 4 + x * (Self.width - 8), y: 4 + (1 - y) * (Self.height - 8))
        }
        var markup = Markup()
        markup.element(
            "svg",
            [
                "xmlns": "http://www.w3.org/2000/svg", "class": "sparkline", "id": id, "role": "img",
                "aria-labelledby": "\(id)-title", "width": Canvas.number(Self.width),
                "height": Canvas.number(Self.height),
                "viewBox": "0 0 \(Canvas.number(Self.width)) \(Canvas.number(Self.height))",
                "data-values": values.map { "\($0)" }.joined(separator: " "),
            ]
        ) { markup in
            markup.element("title", ["id": "\(id)-title"], text: title)
            let path = places.enumerated().map { index, place in
                "\(index == 0 ? "M" : "L")\(Canvas.number(place.x)),\(Canvas.number(place.y))"
            }
            markup.element("path", ["class": "curve", "d": path.joined()])
            for index in marked where places.indices.contains(index) { dot("event", places[index], &markup) }
            if let last = places.last { dot("last", last, &markup) }
        }
        return markup.text
    }

    private func dot(_ style: String, _ place: (x: Double, y: Double), _ markup: inout Markup) {
        markup.element(
            "circle", ["class": style, "cx": Canvas.number(place.x), "cy": Canvas.number(place.y), "r": "3"])
    }
}
