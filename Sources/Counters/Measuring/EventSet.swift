/// Events that count together for the thread that made them.
protocol CountingSet: AnyObject {
    /// How many counts a read yields.
    var count: Int { get }
    /// Counts from zero.
    func start() -> Int32
    /// - Parameter counts: room for ``count`` values.
    func read(into counts: UnsafeMutablePointer<Int64>) -> Int32
    /// - Parameter counts: room for ``count`` values.
    func stop(into counts: UnsafeMutablePointer<Int64>) -> Int32
}

/// One of libpapi's event sets, filled and ready to start, for the thread that made it.
///
/// Cleaned up and destroyed with its owner.
final class EventSet: CountingSet {
    /// How many counts a read yields.
    let count: Int
    private let calls: any PAPICalls
    private var handle: Int32
    private var isRunning = false

    /// How a set counts beyond its events.
    struct Manner {
        /// More events than counters may be added; the kernel takes turns and PAPI extrapolates.
        var multiplexed = false
        /// Processes that the thread starts while the set counts are counted with it.
        var inherited = false
    }

    convenience init(
        _ events: [CounterEvent], manner: Manner = Manner(), _ calls: any PAPICalls
    ) throws(PAPIFailure) {
        try self.init(codes: events.map(\.code), component: events.first?.component, manner: manner, calls)
    }

    /// - Parameter component: that of the events, which any manner but the plain one needs.
    init(
        codes: [Int32], component: Int32? = nil, manner: Manner = Manner(), _ calls: any PAPICalls
    ) throws(PAPIFailure) {
        self.calls = calls
        count = codes.count
        handle = PAPICode.nullSet
        try PAPIFailure.check(.createEventSet, calls.createEventSet(&handle))
        if let component, manner.multiplexed || manner.inherited {
            if manner.multiplexed { try PAPIFailure.check(.multiplexInit, calls.multiplexInit()) }
            try PAPIFailure.check(.assignComponent, calls.assignComponent(handle, component: component))
            if manner.multiplexed { try PAPIFailure.check(.setMultiplex, calls.setMultiplex(handle)) }
            if manner.inherited { try PAPIFailure.check(.setInherit, calls.setInherit(handle)) }
        }
        for code in codes {
            try PAPIFailure.check(.addEvent, calls.addEvent(handle, code))
        }
    }

    deinit {
        guard handle != PAPICode.nullSet else { return }
        // A set that counts cannot be cleaned up.
        if isRunning {
            var counts = [Int64](repeating: 0, count: count)
            _ = stop(into: &counts)
        }
        _ = calls.cleanup(handle)
        _ = calls.destroy(&handle)
    }

    /// Counts from zero.
    func start() -> Int32 {
        let status = calls.start(handle)
        isRunning = status == PAPICode.ok
        return status
    }

    /// - Parameter counts: room for ``count`` values.
    func read(into counts: UnsafeMutablePointer<Int64>) -> Int32 { calls.read(handle, into: counts) }

    /// - Parameter counts: room for ``count`` values.
    func stop(into counts: UnsafeMutablePointer<Int64>) -> Int32 {
        isRunning = false
        return calls.stop(handle, into: counts)
    }

    /// Add, start and read are what PAPI must get through before an event is believed to count; flags of
    /// components claim more.
    /// - Returns: the counts of one run of `work`.
    func trial(_ work: () -> Void) throws(PAPIFailure) -> [Int64] {
        var counts = [Int64](repeating: 0, count: count)
        try PAPIFailure.check(.start, start())
        work()
        try PAPIFailure.check(.read, read(into: &counts))
        try PAPIFailure.check(.stop, stop(into: &counts))
        return counts
    }
}
