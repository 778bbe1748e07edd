import Quantities
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
        form: Form = .triangular, unit: String,
        text: String,
        conditions: String, kind: NumberKind, source: NumberSource, verification: Verification
    ) {
        self.name = name
        self.value = value
        self.low = low
        self.high = high
        self.most = most
        self.form = form
        self.unit = unit
        self.text = text
        self.conditions = conditions
        self.kind = kind
        self.source = source
        self.verification = verification
    }

    /// What nobody has checked is at least a quarter uncertain to either side.
    private static let leastDoubt = 1.25

    /// The ends that are reckoned with: as published, or of an unverified number each twice as far from the value in
    /// magnitudes.
    public var range: ClosedRange<Double> {
        guard verification == .unverified, kind != .chosen, value > 0 else { return low...high }
        let below = low > 0 ? max(value / low, Self.leastDoubt.squareRoot()) : .infinity
        let above = max(high / value, Self.leastDoubt.squareRoot())
        return value / (below * below)...max(value, min(most, value * above * above))
    }

    /// ``range`` as people read it.
    public var rangeText: String { SIText.of(range, unit: unit) }

    /// The law that it is drawn by.
    public var law: Law {
        let (low, high) = (range.lowerBound, range.upperBound)
        guard high > low else { return .constant(value) }
        return switch form {
        case .triangular: .triangular(low: low, mode: value, high: high)
        case .logTriangular where low > 0: .logTriangular(low: low, mode: value, high: high)
        case .logTriangular: .triangular(low: low, mode: value, high: high)
        case .uniform: .uniform(low: low, high: high)
        // Half the width of a 95 % interval is 1.96 deviations.
        case .normal: .normal(mean: value, deviation: (high - low) / (2 * 1.959963984540054))
        }
    }
}
