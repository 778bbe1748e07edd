/// One of libpapi's event sets, filled and ready to start, for the thread that made it.
///
/// Cleaned up and destroyed with its owner.
final class EventSet {
    /// How many counts a read yields.
    let count: Int
    private let calls: any PAPICalls
    private var handle: Int32
    private var isRunning = false

    /// - Parameter multiplexed: more events than counters may be added; the kernel takes turns and PAPI
    ///   extrapolates.
    convenience init(
        _ events: [CounterEvent], multiplexed: Bool = false, _ calls: any PAPICalls
    ) throws(PAPIFailure) {
        try self.init(
            codes: events.map(\.code), component: multiplexed ? events.first?.component : nil, calls)
    }

    /// - Parameter component: the component to multiplex on, `nil` for no multiplexing.
    init(codes: [Int32], component: Int32? = nil, _ calls: any PAPICalls) throws(PAPIFailure) {
        self.calls = calls
        count = codes.count
        handle = PAPICode.nullSet
        try PAPIFailure.check(.createEventSet, calls.createEventSet(&handle))
        if let component {
            try PAPIFailure.check(.multiplexInit, calls.multiplexInit())
            try PAPIFailure.check(.assignComponent, calls.assignComponent(handle, component: component))
            try PAPIFailure.check(.setMultiplex, calls.setMultiplex(handle))
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
