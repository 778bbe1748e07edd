import DriftDetection

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
    private var left = 0
    private var watch: Watch?

    /// - Throws: `DriftError` for a detector's parameters.
    init(_ policy: UpdatePolicy, _ settings: DetectorSettings = DetectorSettings()) throws(DriftError) {
        self.policy = policy
        if case .afterDrift(let detector, _) = policy { watch = try Watch(detector, settings) }
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
        case .afterDrift(_, let count):
            let alarm = watch?.add(error: error, loss: loss) ?? false
            if alarm { left = count }
            guard left > 0 else { return (.none, alarm) }
            left -= 1
            return (.update, alarm)
        }
    }

    /// Bytes of the detector's state now.
    var stateByteCount: Int { watch?.stateByteCount ?? 0 }
}

/// A detector and what it is shown.
private struct Watch {
    private var pageHinkley: PageHinkley?
    private var adwin: ADWIN?

    init(_ detector: UpdatePolicy.Detector, _ settings: DetectorSettings) throws(DriftError) {
        switch detector {
        case .pageHinkley:
            pageHinkley = try PageHinkley(
                delta: settings.pageHinkleyDelta, threshold: settings.pageHinkleyThreshold, mode: .up)
        case .adwin: adwin = try ADWIN(delta: settings.adwinDelta, clock: settings.adwinClock)
        }
    }

    var stateByteCount: Int { (pageHinkley?.stateByteCount ?? 0) + (adwin?.stateByteCount ?? 0) }

    mutating func add(error: Double, loss: Double) -> Bool {
        if pageHinkley?.add(loss) == true { return true }
        guard let before = adwin?.estimation, adwin?.add(error) == true else { return false }
        // Errors that have become smaller are no reason to learn.
        return (adwin?.estimation ?? 0) > before
    }
}
