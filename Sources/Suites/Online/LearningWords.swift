import Report

/// `67.1 % [66.0, 68.2]`.
func points(_ share: Report.MetricValue) -> String {
    "\(decimals(100 * share.value)) % [\(decimals(100 * share.interval.low)), \(decimals(100 * share.interval.high))]"
}

/// `+4.3 points [2.1, 6.5]`.
func gain(_ share: Report.MetricValue) -> String {
    (share.value < 0 ? "−" : "+") + "\(decimals(100 * share.value.magnitude)) points "
        + "[\(decimals(100 * share.interval.low)), \(decimals(100 * share.interval.high))]"
}

extension Report.Case {
    /// Whether it is shown to do better after a drift than the model that stays as it is, at the confidence of its gain.
    var isShownBetter: Bool { (figure("accuracy.gain")?.interval.low ?? 0) > 0 }
    /// Whether it is shown to do worse.
    var isShownWorse: Bool { (figure("accuracy.gain")?.interval.high ?? 0) < 0 }

    /// `, 42 events to the alarm at the median of those found, 5 % of drifts missed`; nothing without a detector.
    /// - Parameter changes: what the detector looks for.
    func alarms(of changes: String) -> String {
        let delay = figure("detection.delay").map {
            ", \(Int($0.value.rounded())) events to the alarm at the median of those found"
        }
        let missed = figure("detection.missed").map {
            $0.value > 0 ? ", \(percent($0.value)) of \(changes) missed" : ""
        }
        return (delay ?? "") + (missed ?? "")
    }
}
