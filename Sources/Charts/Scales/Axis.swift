/// What an axis shows.
public struct Axis: Sendable {
    /// What is shown, such as `time of one call`.
    public var name: String
    /// SI without prefix; `B` for memory, `1` for ratios and counts.
    public var unit: String
    /// How lengths stand for values.
    public var kind: Scale.Kind
    /// Whether a linear axis begins at 0.
    public var isFromZero: Bool
    /// What is shown at most; values beyond are cut off.
    public var limits: ClosedRange<Double>?
    /// Places with names of their own instead of round numbers; the axis then ends where ``limits`` or its values do.
    public var ticks: [Scale.Tick] = []

    /// An axis.
    public init(_ name: String, unit: String, _ kind: Scale.Kind, isFromZero: Bool = false) {
        self.name = name
        self.unit = unit
        self.kind = kind
        self.isFromZero = isFromZero
    }

    /// The axis that suits values: logarithmic where all are positive and span two decades, by powers of two where they
    /// are amounts of memory; else linear.
    public init(_ name: String, unit: String, suiting values: some Sequence<Double>, isFromZero: Bool = false) {
        var (low, high) = (Double.infinity, 0.0)
        for value in values { (low, high) = (min(low, value), max(high, value)) }
        let isWide = low > 0 && high >= 100 * low
        self.init(name, unit: unit, isWide ? unit == "B" ? .octaves : .decades : .linear, isFromZero: isFromZero)
    }

    func scale(_ values: some Sequence<Double>, chart: String) throws(ChartError) -> Scale {
        if !ticks.isEmpty { return try Scale(of: values, limits: limits, ticks: ticks, chart: chart) }
        guard let limits else { return try Scale(kind, of: values, unit: unit, isFromZero: isFromZero, chart: chart) }
        let shown = values.lazy.map { min(max($0, limits.lowerBound), limits.upperBound) }
        return try Scale(kind, of: shown, unit: unit, isFromZero: isFromZero, chart: chart)
    }
}
