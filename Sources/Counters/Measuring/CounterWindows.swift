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
    /// Threads that were counted; ``counts`` are the sums over them.
    public let threads: Int
    /// For each finished window a row of counts a thread; empty for a single thread.
    let countsByThread: [Int64]
    /// What ended the pass early.
    public let failure: CounterUnavailability?

    init(
        events: [CounterEvent], isMultiplexed: Bool, counts: [Int64], seconds: [Double], threads: Int = 1,
        countsByThread: [Int64] = [], failure: CounterUnavailability? = nil
    ) {
        self.events = events
        self.isMultiplexed = isMultiplexed
        self.counts = counts
        self.seconds = seconds
        self.threads = threads
        self.countsByThread = countsByThread
        self.failure = failure
    }

    /// The counts of one event, one a window; empty where the pass does not hold it.
    public func counts(of event: CounterEvent) -> [Int64] {
        guard let column = events.firstIndex(of: event) else { return [] }
        return stride(from: column, to: counts.count, by: events.count).map { counts[$0] }
    }

    /// The counts of one event, for each thread one a window; empty for a single thread.
    func countsByThread(of event: CounterEvent) -> [[Int64]] {
        guard !countsByThread.isEmpty, let column = events.firstIndex(of: event) else { return [] }
        return (0..<threads).map { thread in
            stride(from: thread * events.count + column, to: countsByThread.count, by: threads * events.count).map {
                countsByThread[$0]
            }
        }
    }
}
