import Basics

/// Events that count at once, for the thread that made them or its team.
///
/// Nothing is allocated between ``start()`` and ``stop(into:)``. A failure of libpapi stops the pass for
/// good and is kept as ``failure``.
public final class CounterPass {
    /// The events, in the order of their counts.
    public let events: [CounterEvent]
    /// Whether the counts are extrapolated from the time the kernel gave each event.
    public let isMultiplexed: Bool
    /// Why the pass counts no more; `nil` while it does.
    public private(set) var failure: CounterUnavailability?

    private let calls: any PAPICalls
    private var set: TeamEventSet?

    init(_ events: [CounterEvent], _ set: TeamEventSet, isMultiplexed: Bool, _ calls: any PAPICalls) {
        self.events = events
        self.set = set
        self.isMultiplexed = isMultiplexed
        self.calls = calls
    }

    /// Counts from zero. The call's own end is counted too.
    /// - Returns: `false` where the pass has failed.
    public func start() -> Bool {
        guard failure == nil else { return false }
        return succeeded(.start, set?.start())
    }

    /// The counts since ``start()``, which go on.
    /// - Parameter counts: room for a value an event.
    public func read(into counts: UnsafeMutablePointer<Int64>) -> Bool {
        guard failure == nil else { return false }
        return succeeded(.read, set?.read(into: counts))
    }

    /// The counts since ``start()``.
    /// - Parameter counts: room for a value an event.
    public func stop(into counts: UnsafeMutablePointer<Int64>) -> Bool {
        guard failure == nil else { return false }
        return succeeded(.stop, set?.stop(into: counts))
    }

    /// Counts `body` in each of `windows` windows. The clock is read inside the window, some fifty
    /// instructions that are counted as well.
    /// - Parameter before: done before each window, uncounted.
    /// - Returns: the windows that were finished, and the failure that ended them early.
    public func measure(windows: Int, before: () -> Void = {}, _ body: () -> Void) -> CounterWindows {
        let width = events.count
        var counts = [Int64](repeating: 0, count: windows * width)
        let threads = set?.threads ?? 1
        var byThread: [Int64] = []
        byThread.reserveCapacity(windows * width * threads)
        var seconds: [Double] = []
        seconds.reserveCapacity(windows)
        counts.withUnsafeMutableBufferPointer { counts in
            guard let row = counts.baseAddress else { return }
            for window in 0..<windows {
                before()
                guard start() else { return }
                let begin = Clock.seconds()
                body()
                let end = Clock.seconds()
                guard stop(into: row + window * width) else { return }
                seconds.append(end - begin)
                if let set { byThread += set.lastCounts }
            }
        }
        counts.removeLast((windows - seconds.count) * width)
        return CounterWindows(
            events: events, isMultiplexed: isMultiplexed, counts: counts, seconds: seconds, threads: threads,
            countsByThread: byThread, failure: failure)
    }

    /// What counting itself costs on this machine: medians of `samples` reads and empty windows.
    /// - Returns: `nil` where the pass fails.
    public func calibrate(samples: Int = 501) -> CounterCost? {
        var counts = [Int64](repeating: 0, count: events.count)
        var reads: [Double] = []
        var windows: [Double] = []
        guard start() else { return nil }
        for _ in 0..<samples {
            let begin = Clock.seconds()
            guard read(into: &counts) else { return nil }
            reads.append(Clock.seconds() - begin)
        }
        guard stop(into: &counts) else { return nil }
        for _ in 0..<samples {
            let begin = Clock.seconds()
            guard start(), stop(into: &counts) else { return nil }
            windows.append(Clock.seconds() - begin)
        }
        guard let read = median(reads), let window = median(windows) else { return nil }
        return CounterCost(read: read, startStop: window)
    }

    func close() {
        set = nil
        if failure == nil { failure = .notMeasured }
    }

    private func succeeded(_ call: PAPIFailure.Call, _ code: Int32?) -> Bool {
        guard let code else { return false }
        if code == PAPICode.ok { return true }
        failure = .failedDuringRun(PAPIFailure(call: call, code: code), message: calls.message(for: code))
        return false
    }
}
