/// How readily detectors raise alarms. The defaults are this project's choice, by trials on individuals that no told
/// run is about.
public struct DetectorSettings: Hashable, Sendable {
    /// Rises of the mean log loss below this, in nats, are let pass.
    public var pageHinkleyDelta = 0.05
    /// The sum of rises that raises the alarm, in nats.
    public var pageHinkleyThreshold = 30.0
    /// The probability of a false alarm that a test of a window is made for.
    public var adwinDelta = 0.02
    /// With every how many events the window is tested.
    public var adwinClock = 32

    /// The defaults.
    public init() {}
}
