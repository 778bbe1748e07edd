import Quantities
import RealModule
import Statistics

/// An uncertain number with everything that is known of it.
public struct ProfileNumber: Hashable, Sendable {
    /// As its model calls it: `transmit`.
    public var name: String
    /// In the SI unit of its dimension, as are ``low`` and ``high``.
    public var value: Double
    /// The lowest that it may be, as published.
    public var low: Double
    /// The highest that it may be, as published.
    public var high: Double
    /// Beyond which nothing can be, such as 1 for a share.
    public var most: Double
    /// The form of the law between them.
    public var form: Form
    /// What it says.
    public var meaning: String
    /// The SI unit of all three; `1` where there is none.
    public var unit: String
    /// The value as its profile writes it: `6.40 mA`.
    public var text: String
    /// What is included: voltage, regulator, duty.
    public var conditions: String
    /// How it came about.
    public var kind: NumberKind
    /// Where it was published.
    public var source: NumberSource
    /// How it was checked.
    public var verification: Verification

    /// How likely numbers between the ends are.
    public enum Form: String, CaseIterable, Sendable {
        /// Most likely at the value, falling off to the ends.
        case triangular
        /// The same over logarithms.
        case logTriangular = "log-triangular"
        /// All the same.
        case uniform
        /// The ends are those of a 95 % interval about the value.
        case normal
    }

    /// Memberwise.
    public init(
        name: String, value: Double, low: Double, high: Double, most: Double = .infinity,
        form: Form = .triangular, meaning: String = "",
        unit: String, text: String,
        conditions: String, kind: NumberKind, source: NumberSource, verification: Verification
    ) {
        self.name = name
        self.value = value
        self.low = low
        self.high = high
        self.most = most
        self.form = form
        self.meaning = meaning
        self.unit = unit
        self.text = text
        self.conditions = conditions
        self.kind = kind
        self.source = source
        self.verification = verification
    }

    /// What nobody has checked is at least a quarter uncertain to either side.
    private static let leastDoubt = 1.25
    /// Half the width of a 95 % interval of a normal law, in its deviations.
    private static let intervalDeviations = 1.959963984540054

    /// Whether nobody has checked it; what is chosen needs no check.
    public var isUnverified: Bool { verification == .unverified && kind != .chosen }

    /// The ends that are reckoned with: as published, or of an unverified number each twice as far from the value in
    /// magnitudes. The range of an assumption is itself the doubt. Either is a quarter to both sides at least.
    public var range: ClosedRange<Double> {
        guard isUnverified, value > 0 else { return low...high }
        let power = kind == .assumed ? 1.0 : 2.0
        let (below, above) = (low > 0 ? value / low : .infinity, high / value)
        let (down, up) = (
            max(.pow(below, power), Self.leastDoubt), max(.pow(above, power), Self.leastDoubt)
        )
        return value / down...max(value, min(most, value * up))
    }

    /// The law that it is drawn by. Ends far apart in magnitudes are drawn over magnitudes, so that the middle of the draws
    /// stays near the value.
    public var law: Law {
        let (low, high) = (range.lowerBound, range.upperBound)
        guard high > low else { return .constant(value) }
        let isWidened = isUnverified && kind != .assumed
        switch form {
        case .normal: return .normal(mean: value, deviation: (high - value) / Self.intervalDeviations)
        case .uniform where !isWidened: return .uniform(low: low, high: high)
        case .triangular where !isWidened || low == 0: return .triangular(low: low, mode: value, high: high)
        case .triangular, .uniform, .logTriangular:
            return low > 0
                ? .logTriangular(low: low, mode: value, high: high) : .triangular(low: low, mode: value, high: high)
        }
    }

    /// A number by its law, within what can be.
    func draw(_ law: Law, using generator: inout SeededGenerator) -> Double {
        min(most, max(0, law.draw(using: &generator)))
    }
}
