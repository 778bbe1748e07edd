import Measurement
import RealModule
import Report
import Statistics

/// A case's time by the baseline's in the same rounds: the median, with the interval of order statistics.
struct TimeRatio {
    var value: Double
    var interval: Report.Interval

    /// The coverage of intervals in findings; they are not corrected for their number.
    static let confidence = 0.95

    /// nil for ratios that are none, or no numbers.
    /// - Parameter logRatios: one a round.
    init?(_ logRatios: [Double]) {
        guard let ratios = try? LogRatios(logRatios, named: "time") else { return nil }
        let ends = ratios.interval(alpha: 1 - Self.confidence)
        value = .exp(ratios.estimate)
        interval = .init(.exp(ends.low), .exp(ends.high))
    }

    /// nil where the case was not measured in the group.
    init?(of id: String, in result: GroupResult) {
        guard let rounds = PairedCosts.all(in: result).first(where: { $0.variant == id })?.logRatios else { return nil }
        self.init(rounds)
    }

    /// How many times as fast it is.
    var speedup: (value: Double, interval: Report.Interval) {
        (1 / value, .init(1 / interval.high, 1 / interval.low))
    }
}
