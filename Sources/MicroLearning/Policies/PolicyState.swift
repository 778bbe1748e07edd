import Drift

/// What a policy remembers from event to event.
struct PolicyState {
    /// What to do with an event's gradient.
    enum Action {
        /// Nothing.
        case none
        /// A step with it alone.
        case update
        /// It waits.
        case collect
        /// A step with all that wait, its own too; and by what their sum is divided.
        case collectAndUpdate(divisor: Double)
    }

    private let policy: UpdatePolicy
    private var waiting = 0
    private var detector: RiseDetector?
    private var window = AlarmWindow(count: 0)

    /// - Throws: `DriftError` for a detector's parameters.
    init(_ policy: UpdatePolicy, _ settings: DetectorSettings) throws(DriftError) {
        self.policy = policy
        if case .afterDrift(let kind, let events) = policy {
            detector = try RiseDetector(kind, settings)
            window = AlarmWindow(count: events)
        }
    }

    /// What an event leads to.
    /// - Parameters:
    ///   - error: |p − y|.
    ///   - loss: in nats.
    /// - Returns: what to do, and whether the detector raised an alarm.
    mutating func action(error: Double, loss: Double) -> (Action, alarm: Bool) {
        switch policy {
        case .frozen: return (.none, false)
        case .everyEvent: return (.update, false)
        case .whenSurprised(let threshold): return (error > threshold ? .update : .none, false)
        case .miniBatch(let count):
            waiting += 1
            guard waiting == count else { return (.collect, false) }
            waiting = 0
            return (.collectAndUpdate(divisor: Double(count).squareRoot()), false)
        case .afterDrift(let kind, _):
            let alarm = detector?.add(kind == .pageHinkley ? loss : error) ?? false
            return (window.take(alarm: alarm) ? .update : .none, alarm)
        }
    }

    /// Bytes of the detector's state now.
    var stateByteCount: Int { detector?.stateByteCount ?? 0 }
}
