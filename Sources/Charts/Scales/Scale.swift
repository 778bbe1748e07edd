import RealModule

/// An axis: which share of its length a value stands at, and where its ticks are.
///
/// The ends are round numbers around all values, so that ticks cover the axis and nothing stands outside.
public struct Scale: Sendable {
    /// How lengths stand for values.
    public enum Kind: Sendable, Equatable {
        /// Equal lengths for equal differences.
        case linear
        /// Equal lengths for equal ratios; ticks at powers of ten and, where there is room, at 2 and 5 times them.
        case decades
        /// Equal lengths for equal ratios, ticks at powers of two: for amounts of memory.
        case octaves
    }

    /// A named place on the axis.
    public struct Tick: Sendable, Equatable {
        /// The place.
        public let value: Double
        /// Its name without the unit, such as `20` or `100 G`.
        public let label: String

        /// A place with its name.
        public init(value: Double, label: String) {
            self.value = value
            self.label = label
        }
    }

    /// So many ticks, whose names have room on a narrow screen.
    static let mostTicks = 7

    /// How lengths stand for values.
    public let kind: Kind
    /// The ends.
    public let domain: ClosedRange<Double>
    /// From low to high.
    public let ticks: [Tick]
    /// The unit that the ticks are named in, `µs`; empty for ratios and counts.
    public let unit: String

    /// The scale around values.
    /// - Parameters:
    ///   - values: in any order, at least one.
    ///   - unit: SI without prefix; `B` for memory, `1` for ratios and counts.
    ///   - isFromZero: whether a linear axis begins (or ends) at 0, as lengths of bars ask for.
    ///   - chart: what an error calls the chart.
    /// - Throws: ``ChartError`` for no values, what is not finite, and on logarithmic axes what is not positive.
    public init(
        _ kind: Kind, of values: some Sequence<Double>, unit: String, isFromZero: Bool = false, chart: String
    ) throws(ChartError) {
        var (low, high) = try Self.ends(of: values, chart)
        // Below 1e-300 there are no round numbers left.
        guard kind == .linear || low >= 1e-300 else { throw .notPositive(chart: chart, value: low) }
        if isFromZero, kind == .linear { (low, high) = (min(low, 0), max(high, 0)) }
        self.kind = kind
        let places: [Double]
        switch kind {
        case .linear: (domain, places) = RoundNumbers.linear(low, high, atMost: Self.mostTicks)
        case .decades: (domain, places) = RoundNumbers.decades(low, high, atMost: Self.mostTicks)
        case .octaves: (domain, places) = RoundNumbers.octaves(low, high, atMost: Self.mostTicks)
        }
        if kind == .linear {
            // One prefix for the whole axis.
            let scale = UnitScale(for: max(abs(domain.lowerBound), abs(domain.upperBound)), unit: unit)
            let step = places.count > 1 ? (places[1] - places[0]) / scale.factor : .infinity
            ticks = places.map { Tick(value: $0, label: RoundNumbers.text($0 / scale.factor, step: step)) }
            self.unit = scale.prefix + scale.unit
        } else {
            ticks = places.map { place in
                // A ratio of 0.5 is no 500 thousandths.
                if unit == "1", place < 1 { return Tick(value: place, label: RoundNumbers.text(place)) }
                let scale = UnitScale(for: place, unit: unit == "1" ? "" : unit)
                let number = RoundNumbers.text(place / scale.factor)
                return Tick(value: place, label: scale.prefix.isEmpty ? number : "\(number) \(scale.prefix)")
            }
            self.unit = unit == "1" ? "" : unit
        }
    }

    /// A linear scale with named places, from the lowest to the highest value or between limits.
    init(
        of values: some Sequence<Double>, limits: ClosedRange<Double>?, ticks: [Tick], chart: String
    ) throws(ChartError) {
        let (low, high) = try Self.ends(of: values, chart)
        kind = .linear
        let domain = limits ?? (low < high ? low...high : low - 0.5...low + 0.5)
        self.domain = domain
        self.ticks = ticks.filter { domain.contains($0.value) }
        unit = ""
    }

    private static func ends(
        of values: some Sequence<Double>, _ chart: String
    ) throws(ChartError) -> (low: Double, high: Double) {
        var (low, high) = (Double.infinity, -Double.infinity)
        for value in values {
            guard value.isFinite else { throw .notFinite(chart: chart, value: value) }
            (low, high) = (min(low, value), max(high, value))
        }
        guard low <= high else { throw .empty(chart: chart) }
        return (low, high)
    }

    /// The share of the axis below a value: 0 at the low end, 1 at the high end.
    public func position(of value: Double) -> Double {
        let (low, high) = (domain.lowerBound, domain.upperBound)
        return kind == .linear
            ? (value - low) / (high - low)
            : (Double.log(value) - Double.log(low)) / (Double.log(high) - Double.log(low))
    }

    /// The value at a share of the axis: the inverse of ``position(of:)``.
    public func value(at position: Double) -> Double {
        let (low, high) = (domain.lowerBound, domain.upperBound)
        return kind == .linear
            ? low + position * (high - low)
            : Double.exp(Double.log(low) + position * (Double.log(high) - Double.log(low)))
    }
}
