/// What counting costs, as medians on this machine.
public struct CounterCost: Equatable, Sendable {
    /// Seconds of one read.
    public let read: Double
    /// Seconds of a start and a stop.
    public let startStop: Double
}

/// The middle value, the lower of two; `nil` of nothing.
func median<Value: Comparable>(_ values: [Value]) -> Value? {
    values.isEmpty ? nil : values.sorted()[(values.count - 1) / 2]
}
