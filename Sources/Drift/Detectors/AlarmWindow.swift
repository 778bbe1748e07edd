/// So many events from an alarm on, the one that raised it included; another alarm begins anew.
public struct AlarmWindow: Sendable {
    private let count: Int
    private var remaining = 0

    /// - Parameter count: events from an alarm on.
    public init(count: Int) { self.count = count }

    /// Takes the next event.
    /// - Parameter alarm: whether it raised one.
    /// - Returns: whether it is among them.
    public mutating func take(alarm: Bool) -> Bool {
        if alarm { remaining = count }
        guard remaining > 0 else { return false }
        remaining -= 1
        return true
    }
}
