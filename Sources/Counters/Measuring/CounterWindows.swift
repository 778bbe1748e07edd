/// The raw counts of one pass over several windows.
public struct CounterWindows: Equatable, Sendable {
    /// The pass's events.
    public let events: [CounterEvent]
    /// Whether the counts are extrapolated.
    public let isMultiplexed: Bool
    /// One row of counts a finished window, each in the order of ``events``.
    public let counts: [Int64]
    /// Seconds of each finished window.
    public let seconds: [Double]
    /// What ended the pass early.
    public let failure: CounterUnavailability?

    /// The counts of one event, one a window; empty where the pass does not hold it.
    public func counts(of event: CounterEvent) -> [Int64] {
        guard let column = events.firstIndex(of: event) else { return [] }
        return stride(from: column, to: counts.count, by: events.count).map { counts[$0] }
    }
}
