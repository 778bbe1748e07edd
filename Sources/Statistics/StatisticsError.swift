/// What the functions of this module refuse to compute with.
public enum StatisticsError: Error, Equatable, Sendable {
    /// A sample without a single value.
    case empty(String)
    /// A sample that holds a NaN or an infinity at `index`.
    case notFinite(String, index: Int)
    /// A parameter outside of the values it is defined for.
    case outOfRange(String, value: Double, allowed: String)
    /// Two series that have to be paired round by round, but differ in length.
    case unpaired(String, baseline: Int, variant: Int)
}

extension StatisticsError: CustomStringConvertible {
    /// The place, the cause and the remedy, in one line.
    public var description: String {
        switch self {
        case .empty(let name):
            "\(name): no values; at least one is needed"
        case .notFinite(let name, let index):
            "\(name): the value at index \(index) is not finite; leave failed measurements out"
        case .outOfRange(let name, let value, let allowed):
            "\(name): \(value) is out of range; use \(allowed)"
        case .unpaired(let name, let baseline, let variant):
            "\(name): \(baseline) values of the baseline, \(variant) of the variant; "
                + "give one of each per round"
        }
    }
}

/// Throws unless `value` lies strictly between 0 and 1; NaN does not.
func requireFraction(_ value: Double, named name: String) throws(StatisticsError) {
    guard value > 0, value < 1 else {
        throw .outOfRange(name, value: value, allowed: "a fraction above 0 and below 1")
    }
}
