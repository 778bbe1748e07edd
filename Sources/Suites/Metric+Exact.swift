import Kernels
import Report

extension Report.Metric {
    /// A figure that nothing varies, such as an error that is the same at each call.
    /// - Parameters:
    ///   - count: of what it was taken over, such as inputs.
    ///   - source: where the model of a modelled figure was published.
    static func exact(
        _ value: Double, _ unit: String, _ better: Report.Direction, _ provenance: Report.Provenance = .derived,
        count: Int = 1, source: String? = nil
    ) -> Report.Metric {
        .value(
            .init(
                unit: unit, better: better, provenance: provenance, value: value, interval: .init(value, value),
                confidence: 1, count: count, source: source))
    }

    /// The signal-to-noise ratio of outputs, with the interval that other inputs would give where there are enough.
    static func sqnr(_ error: OutputError) -> Report.Metric {
        let value = error.sqnr
        let confidence = 0.95
        guard value.isFinite else {
            let reason = value > 0 ? "there is no error to hold the signal against" : "there is no signal"
            return .unavailable(unit: "dB", reason: reason)
        }
        guard let interval = error.sqnrInterval(confidence: confidence) else {
            return .exact(value, "dB", .higher, count: error.count)
        }
        return .value(
            .init(
                unit: "dB", better: .higher, provenance: .derived, value: value,
                interval: .init(interval.lowerBound, interval.upperBound), confidence: confidence, count: error.count))
    }
}
