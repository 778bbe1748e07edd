/// A number that FP32 computes, in FP64, with a bound on how far FP32 may be from it: running error analysis (Higham, Accuracy and
/// Stability of Numerical Algorithms, 2nd ed., section 3.3). Each operation adds a unit roundoff of its result, and the smallest
/// subnormal where it may be rounded away.
struct RoundedNumber {
    let value: Double
    let error: Double

    /// A number of FP32 that is given.
    init(_ value: Float) {
        self.init(Double(value), error: 0)
    }

    private init(_ value: Double, error: Double) {
        self.value = value
        self.error = error
    }

    private init(rounding value: Double, _ error: Double) {
        self.init(value, error: error + Self.unitRoundoff * (value.magnitude + error) + 0x1p-149)
    }

    private static let unitRoundoff = 0x1p-24

    /// Whether FP32 may have computed this.
    func admits(_ actual: Float) -> Bool {
        value.isNaN ? actual.isNaN : Double(actual) == value || (Double(actual) - value).magnitude <= error
    }

    var squareRoot: RoundedNumber {
        let root = value.squareRoot()
        // √(x + e) − √x is at most e / √x, and at most √e.
        return .init(rounding: root, root > 0 ? min(error / root, error.squareRoot()) : error.squareRoot())
    }

    /// FP32's sum in any order.
    static func sum(_ terms: [RoundedNumber]) -> RoundedNumber {
        let roundings = Double(terms.count) * unitRoundoff
        let size = terms.reduce(0) { $0 + $1.value.magnitude + $1.error }
        return .init(
            terms.reduce(0) { $0 + $1.value },
            error: terms.reduce(0) { $0 + $1.error } + roundings / (1 - roundings) * size)
    }

    static func + (a: Self, b: Self) -> Self { .init(rounding: a.value + b.value, a.error + b.error) }

    static func - (a: Self, b: Self) -> Self { .init(rounding: a.value - b.value, a.error + b.error) }

    static func * (a: Self, b: Self) -> Self {
        .init(
            rounding: a.value * b.value,
            a.value.magnitude * b.error + b.value.magnitude * a.error + a.error * b.error)
    }

    /// By a divisor that is far from 0 in relation to its error.
    static func / (a: Self, b: Self) -> Self {
        let quotient = a.value / b.value
        return .init(rounding: quotient, (a.error + quotient.magnitude * b.error) / (b.value.magnitude - b.error))
    }
}
