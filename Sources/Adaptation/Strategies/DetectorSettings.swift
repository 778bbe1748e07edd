import DriftDetection

/// How alert the detectors of a strategy are, which watch errors of 0 and 1.
public struct DetectorSettings: Sendable, Equatable {
    /// What Page and Hinkley's test lets an error rate rise by.
    public var tolerance: Double
    /// The sum of what errors are above that at which it raises an alarm.
    public var threshold: Double
    /// The probability of a false alarm that a test of ADWIN is made for.
    public var delta: Double

    /// Alarms within some dozens of events where an error rate rises from a tenth to a third.
    public init(tolerance: Double = 0.05, threshold: Double = 10, delta: Double = 0.002) {
        (self.tolerance, self.threshold, self.delta) = (tolerance, threshold, delta)
    }
}

extension UpdateTrigger {
    /// Whether it waits for the alarm of a detector.
    public var hasDetector: Bool {
        switch self {
        case .every, .unsure: false
        case .pageHinkley, .adwin: true
        }
    }

    /// The detector that it waits for; nil where it waits for none.
    /// - Throws: `DriftError` for settings that a detector refuses.
    func detector(_ settings: DetectorSettings) throws -> ErrorDetector? {
        switch self {
        case .every, .unsure: nil
        case .pageHinkley:
            ErrorDetector(
                pageHinkley: try PageHinkley(delta: settings.tolerance, threshold: settings.threshold, mode: .up))
        case .adwin: ErrorDetector(adwin: try ADWIN(delta: settings.delta))
        }
    }
}

/// A detector of errors that become more: one of the two.
struct ErrorDetector: Sendable {
    var pageHinkley: PageHinkley?
    var adwin: ADWIN?

    /// Takes the next prediction's outcome.
    /// - Returns: whether errors have become more; that they have become fewer is no reason to learn.
    mutating func add(isWrong: Bool) -> Bool {
        let value: Double = isWrong ? 1 : 0
        if let alarm = pageHinkley?.add(value) { return alarm }
        let before = adwin?.estimation ?? 0
        let alarm = adwin?.add(value) ?? false
        return alarm && (adwin?.estimation ?? 0) > before
    }

    var stateByteCount: Int { (pageHinkley?.stateByteCount ?? 0) + (adwin?.stateByteCount ?? 0) }
}
