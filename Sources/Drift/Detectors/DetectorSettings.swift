/// How readily detectors raise alarms. Which values are good depends on what is watched.
public struct DetectorSettings: Hashable, Sendable {
    /// Rises of the mean below this are let pass by Page and Hinkley's test, in the values' unit.
    public var pageHinkleyDelta: Double
    /// The sum of rises at which it raises an alarm, in the values' unit.
    public var pageHinkleyThreshold: Double
    /// The probability of a false alarm that a test of ADWIN is made for.
    public var adwinDelta: Double
    /// With every how many values ADWIN tests its window.
    public var adwinClock: Int

    /// Memberwise.
    public init(
        pageHinkleyDelta: Double = 0.05, pageHinkleyThreshold: Double, adwinDelta: Double, adwinClock: Int = 32
    ) {
        (self.pageHinkleyDelta, self.pageHinkleyThreshold) = (pageHinkleyDelta, pageHinkleyThreshold)
        (self.adwinDelta, self.adwinClock) = (adwinDelta, adwinClock)
    }

    /// For errors of 0 and 1: alarms within some dozens of events where their rate rises from a tenth to a third. ADWIN's are
    /// its authors'.
    public static let errors = DetectorSettings(pageHinkleyThreshold: 10, adwinDelta: 0.002)
}
