import Drift

/// When it learns.
public enum UpdateTrigger: Hashable, Sendable {
    /// From every event.
    case every
    /// From events of which the largest probability is below this; only their labels are asked for.
    case unsure(Double)
    /// From so many events after an alarm of a detector that watches errors of 0 and 1, that of the alarm included.
    case afterDrift(RiseDetector.Kind, forEvents: Int)

    /// Whether it waits for the alarm of a detector.
    public var hasDetector: Bool {
        if case .afterDrift = self { true } else { false }
    }
}
