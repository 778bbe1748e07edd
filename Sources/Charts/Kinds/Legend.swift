/// What the kinds of marks of a chart stand for, as a list for the page around it.
public struct Legend: Sendable {
    /// What stands for a kind.
    public enum Sample: Sendable {
        /// The shape of points.
        case symbol
        /// A filled area, with the pattern of stacked bars.
        case area
    }

    /// Names by kind; a kind that is not listed does not occur.
    public let entries: [(kind: Int, name: String)]
    /// What stands for a kind.
    public let sample: Sample

    /// A legend.
    public init(_ sample: Sample, _ entries: [(kind: Int, name: String)]) {
        self.sample = sample
        self.entries = entries
    }

    /// A list of class `legend`.
    public var html: String {
        var markup = Markup()
        markup.element("ul", ["class": "legend"]) { markup in
            for (kind, name) in entries {
                markup.element("li") { markup in
                    markup.element(
                        "svg",
                        [
                            "xmlns": "http://www.w3.org/2000/svg", "class": "sample k\(kind)", "viewBox": "-7 -7 14 14",
                            "width": "14", "height": "14", "aria-hidden": "true",
                        ]
                    ) { markup in
                        switch sample {
                        case .symbol: markup.element("path", ["d": Symbol.path(kind)])
                        case .area:
                            markup.element("rect", ["x": "-6", "y": "-6", "width": "12", "height": "12"])
                            markup.append(Hatching.lines(kind))
                        }
                    }
                    markup.write(name)
                }
            }
        }
        return markup.text
    }
}
