/// A parameter that a detector refuses, or a text that names no schedule.
public enum DriftError: Error, Equatable, Sendable {
    /// One that has to lie strictly between 0 and 1.
    case notAFraction(String, Double)
    /// One that has to be above 0, and at most 1.
    case notAWeight(String, Double)
    /// One that has to be above 0, and finite.
    case notPositive(String, Double)
    /// One that has to be 0 or more, and finite.
    case negative(String, Double)
    /// A count outside of its range.
    case outside(String, Int, ClosedRange<Int>)
    /// A warning that would need more evidence than the alarm it announces.
    case warningAfterDrift(warning: Double, drift: Double)
    /// A text that names no schedule.
    case schedule(String)
}

extension DriftError: CustomStringConvertible {
    /// The parameter, the cause and the remedy, in one sentence.
    public var description: String {
        switch self {
        case .notAFraction(let name, let value):
            "\(name) is \(value); use a number above 0 and below 1"
        case .notAWeight(let name, let value):
            "\(name) is \(value); use a number above 0 and at most 1"
        case .notPositive(let name, let value):
            "\(name) is \(value); use a finite number above 0"
        case .negative(let name, let value):
            "\(name) is \(value); use a finite number of at least 0"
        case .outside(let name, let value, let range) where range.upperBound == .max:
            "\(name) is \(value); use at least \(range.lowerBound)"
        case .outside(let name, let value, let range):
            "\(name) is \(value); use \(range.lowerBound) to \(range.upperBound)"
        case .warningAfterDrift(let warning, let drift):
            "warningThreshold is \(warning) and driftThreshold \(drift); use a warning of at most the drift's"
        case .schedule(let text):
            "'\(text)' is no schedule; write sudden/EVENT, gradual/FROM-TO or recurring/PERIOD"
        }
    }
}

/// Throws unless `value` lies strictly between 0 and 1; NaN does not.
func requireFraction(_ value: Double, named name: String) throws(DriftError) {
    guard value > 0, value < 1 else { throw .notAFraction(name, value) }
}

/// Throws unless `value` is above 0 and finite.
func requirePositive(_ value: Double, named name: String) throws(DriftError) {
    guard value > 0, value.isFinite else { throw .notPositive(name, value) }
}

/// Throws unless `value` lies in `range`.
func require(_ value: Int, in range: ClosedRange<Int>, named name: String) throws(DriftError) {
    guard range.contains(value) else { throw .outside(name, value, range) }
}
