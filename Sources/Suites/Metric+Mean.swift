import Report
import Statistics

extension Report.Metric {
    /// The mean over independent trainings with Student's interval.
    /// - Parameters:
    ///   - least: what it cannot fall below.
    ///   - most: what it cannot exceed.
    static func mean(
        _ values: [Double], _ better: Report.Direction, _ provenance: Report.Provenance = .measured, unit: String = "1",
        alpha: Double, least: Double = 0, most: Double = .infinity
    ) -> Report.Metric {
        guard let mean = MeanEstimate(values, alpha: alpha) else {
            return .unavailable(unit: unit, reason: "a training ended in values that are no numbers")
        }
        return .value(
            .init(
                unit: unit, better: better, provenance: provenance, value: mean.value,
                interval: .init(max(least, mean.interval.low), min(most, mean.interval.high)),
                confidence: mean.interval.confidence, count: values.count))
    }
}
