import RealModule

/// How a figure moved over a history: where it changed at a stroke, and whether it drifted besides.
public struct Trend: Equatable, Sendable {
    /// The changes, in the order of time.
    public let changes: [ChangePoint]
    /// The stretches between the changes; one, of all values, where nothing changed.
    public let segments: [Range<Int>]
    /// The slow change besides; nil where none shows.
    public let drift: Drift?
    /// By how much the noise's correlation raises the variance of a mean.
    let inflation: Double

    /// Finds what changed in a history.
    ///
    /// Spikes of up to three values are no change, nor is a slow drift: a change is a step on a straight line that fits
    /// its surroundings with a step and not without. One is found from its third value on, or later where noise hides it.
    /// On 1,000 series of 1 % noise with steps of 3 %, spikes and drift, 99 % of the steps are found within 5 values, and
    /// 0.04 false ones per 1,000 values (`results/change-points.md`).
    ///
    /// - Parameters:
    ///   - values: in the order of time, all positive; of any number.
    ///   - minimumChange: changes that are estimated to be smaller, as a fraction, are left out.
    ///   - alpha: the level of a change's and the drift's p-value, a fraction.
    ///   - confidence: of the intervals, a fraction.
    /// - Throws: `outOfRange` or `notFinite`.
    public static func find(
        in values: [Double], minimumChange: Double = 0.01, alpha: Double = 0.001, confidence: Double = 0.95
    ) throws(StatisticsError) -> Trend {
        try requireFraction(alpha, named: "alpha")
        try requireFraction(confidence, named: "confidence")
        guard minimumChange > 0, minimumChange.isFinite else {
            throw .outOfRange("minimum change", value: minimumChange, allowed: "a fraction above 0, such as 0.01")
        }
        let logs = try logarithms(of: values, named: "history")
        let smallest = Double.log(onePlus: minimumChange)
        let history = SegmentedHistory(logs, smallest: smallest, alpha: alpha)
        let drift = Drift(of: history, confidence: confidence)
        return Trend(
            changes: history.steps.map { ChangePoint($0, confidence: confidence) }, segments: history.segments,
            drift: drift.flatMap { $0.pValue <= alpha && abs(.log($0.ratio)) >= smallest ? $0 : nil },
            inflation: history.inflation)
    }
}

/// The logarithms of positive values; throws `notFinite` or `outOfRange`.
func logarithms(of values: [Double], named name: String) throws(StatisticsError) -> [Double] {
    for (index, value) in values.enumerated() {
        guard value.isFinite else { throw .notFinite(name, index: index) }
        guard value > 0 else { throw .outOfRange("\(name)[\(index)]", value: value, allowed: "values above 0") }
    }
    return values.map { .log($0) }
}
