/// A figure behind a mark: it stands in the document in full precision, so that scripts and tests read what was drawn.
public struct Datum: Sendable, Equatable {
    /// What the figure belongs to, such as a case's id: `data-id`.
    public var id: String
    /// The figure.
    public var value: Double
    /// Its interval.
    public var interval: ClosedRange<Double>?
    /// What is shown on hover below the id: `data-tip`; lines end in a line feed.
    public var tip: String

    /// A figure.
    public init(id: String, value: Double, interval: ClosedRange<Double>? = nil, tip: String = "") {
        self.id = id
        self.value = value
        self.interval = interval
        self.tip = tip
    }

    /// All places that an axis needs to have.
    var extent: [Double] { [value] + (interval.map { [$0.lowerBound, $0.upperBound] } ?? []) }

    /// The figure and the ends of its interval, where that has a width, as `data-v` holds them: decimal numbers that
    /// read back as they were, with spaces between them.
    public static func text(_ value: Double, _ interval: ClosedRange<Double>?) -> String {
        guard let interval, interval.lowerBound < interval.upperBound else { return exact(value) }
        return "\(exact(value)) \(exact(interval.lowerBound)) \(exact(interval.upperBound))"
    }

    private static func exact(_ value: Double) -> String {
        Int(exactly: value).map(String.init) ?? "\(value)"
    }
}

extension Markup {
    /// A group of shapes with their figure.
    mutating func mark(_ style: String, _ datum: Datum, x: Double? = nil, _ content: (inout Markup) -> Void) {
        append("<g")
        attribute("class", style)
        attribute("data-id", datum.id)
        if let x { attribute("data-x", Datum.text(x, nil)) }
        attribute("data-v", Datum.text(datum.value, datum.interval))
        if !datum.tip.isEmpty { attribute("data-tip", datum.tip) }
        append(">")
        content(&self)
        append("</g>")
    }
}
