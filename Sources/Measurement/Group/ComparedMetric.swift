import Report

/// What the cases of a group are compared by.
public enum ComparedMetric: String, Codable, Sendable {
    /// Time of a call, where all cases compute the same.
    case time
    /// Operations a second, where a call of one case holds more of them than another's.
    case throughput
    /// Bytes a second, likewise.
    case bandwidth

    /// Which direction of the metric is better.
    public var better: Report.Direction { self == .time ? .lower : .higher }

    /// Seconds for the work that is compared: for one call, one multiply–accumulate or one byte. Less is better.
    public func cost(seconds: Double, work: Report.Work) -> Double {
        switch self {
        case .time: seconds
        case .throughput: seconds / Double(work.macs)
        case .bandwidth: seconds / Double(work.bytes)
        }
    }
}
