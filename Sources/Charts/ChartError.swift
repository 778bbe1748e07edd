/// Why values cannot be drawn.
public enum ChartError: Error, Equatable, Sendable, CustomStringConvertible {
    /// There is no value.
    case empty(chart: String)
    /// A value is infinite or no number.
    case notFinite(chart: String, value: Double)
    /// A logarithmic axis has no place for zero and below.
    case notPositive(chart: String, value: Double)

    /// Place, cause and remedy.
    public var description: String {
        switch self {
        case .empty(let chart): "\(chart) has nothing to draw; leave it out"
        case .notFinite(let chart, let value): "\(chart) holds \(value), which has no place on an axis; leave it out"
        case .notPositive(let chart, let value):
            "\(chart) holds \(value), which has no logarithm; leave it out or take a linear axis"
        }
    }
}
