import Drift

/// Lets those events through that are learnt from.
struct UpdateGate {
    private let trigger: UpdateTrigger
    private var detector: RiseDetector?
    private var window = AlarmWindow(count: 0)
    /// The most bytes of state that the detector has held.
    private(set) var detectorByteCount = 0

    /// - Throws: `DriftError` for settings that a detector refuses.
    init(_ trigger: UpdateTrigger, _ settings: DetectorSettings) throws {
        self.trigger = trigger
        if case .afterDrift(let kind, let events) = trigger {
            detector = try RiseDetector(kind, settings)
            window = AlarmWindow(count: events)
        }
        detectorByteCount = detector?.stateByteCount ?? 0
    }

    /// Whether the label of an event is asked for, by the largest probability of its prediction.
    func asks(_ probability: Float) -> Bool {
        guard case .unsure(let limit) = trigger else { return true }
        return Double(probability) < limit
    }

    /// Takes the label of an event that was asked for.
    /// - Returns: whether it raises an alarm, and whether it is learnt from.
    mutating func take(isWrong: Bool) -> (alarm: Bool, learns: Bool) {
        let alarm = detector?.add(isWrong ? 1 : 0) ?? false
        detectorByteCount = max(detectorByteCount, detector?.stateByteCount ?? 0)
        return (alarm, detector == nil || window.take(alarm: alarm))
    }
}
