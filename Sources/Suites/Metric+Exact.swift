import Report

extension Report.Metric {
    /// A figure that nothing varies, such as the accuracy of a result that is the same at each call.
    /// - Parameter count: of what it was taken over, such as inputs.
    static func exact(
        _ value: Double, _ unit: String, _ better: Report.Direction, _ provenance: Report.Provenance = .derived,
        count: Int = 1
    ) -> Report.Metric {
        guard value.isFinite else {
            let reason = value > 0 ? "there is no error to hold the signal against" : "there is no signal"
            return .unavailable(unit: unit, reason: reason)
        }
        return .value(
            .init(
                unit: unit, better: better, provenance: provenance, value: value, interval: .init(value, value),
                confidence: 1, count: count))
    }
}
