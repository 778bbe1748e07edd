import RealModule

/// Where a history's next value is expected, as long as nothing changes: Student's t prediction interval on the scale of
/// logarithms, from the values since the last change, spikes left out, on a straight line where the history drifts.
///
/// For a gate: ``pValue(of:direction:)`` of the newest value is the probability of one as bad or worse by the history's own
/// noise. A value that is slow once alarms as one that stays slow does; the difference shows a night later. Three slow
/// values are a change of their own, after which nothing is expected until ``fewestValues`` are there.
/// Source: G. J. Hahn, W. Q. Meeker, "Statistical Intervals", 1991, section 4.8.
public struct Expectation: Equatable, Sendable {
    /// With fewer values since the last change nothing is expected: an interval would be wider than any change looked for.
    public static let fewestValues = 5
    /// Older values tell of older times.
    private static let mostValues = 50

    /// The next value, as its history predicts it.
    public var value: Double { .exp(logarithm) }
    /// The number of values that the prediction rests on.
    public let count: Int
    private let logarithm: Double
    /// The standard deviation of a next value's logarithm around the predicted one.
    private let deviation: Double
    private let distribution: StudentT

    /// What is expected after a history's values.
    ///
    /// - Parameter history: in the order of time, all positive.
    /// - Returns: nil where fewer than ``fewestValues`` came since the last change.
    /// - Throws: `outOfRange` or `notFinite`.
    public init?(after history: [Double]) throws(StatisticsError) {
        let trend = try Trend.find(in: history)
        let logs = try logarithms(of: history, named: "history")
        let start = max(trend.segments.last?.lowerBound ?? 0, history.count - Self.mostValues)
        guard history.count - start >= Self.fewestValues else { return nil }
        let drift = trend.drift.map { Double.log($0.ratioPerValue) } ?? 0
        // Every value moved along the drift to where the next one is.
        let recent = (start..<history.count).map { logs[$0] + drift * Double(history.count - $0) }
        let usual = Outliers.removed(from: recent)
        count = usual.count
        // Rounding must not tell like values from their mean.
        let mean = usual.first == usual.last ? usual[0] : usual.reduce(0, +) / Double(count)
        let squares = usual.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let variance = squares / Double(count - 1)
        logarithm = mean
        deviation = (variance * (1 + trend.inflation / Double(count))).squareRoot()
        distribution = StudentT(degreesOfFreedom: max(1, Double(count - 1) / trend.inflation))
    }

    /// The interval that holds the next value with a `confidence`, a fraction; throws `outOfRange` for another.
    public func interval(confidence: Double) throws(StatisticsError) -> ConfidenceInterval {
        try requireFraction(confidence, named: "confidence")
        return distribution.ratioInterval(around: logarithm, standardError: deviation, confidence: confidence)
    }

    /// The one-sided p-value that a next value is worse than expected.
    ///
    /// - Parameters:
    ///   - next: a positive value; throws `outOfRange` or `notFinite` otherwise.
    ///   - direction: which values are better.
    public func pValue(of next: Double, direction: Direction) throws(StatisticsError) -> Double {
        let log = try logarithms(of: [next], named: "next value")[0]
        let excess = (log - logarithm) * (direction == .lower ? 1 : -1)
        guard deviation > 0 else { return excess > 0 ? 0 : 1 }
        return distribution.survival(excess / deviation)
    }
}
