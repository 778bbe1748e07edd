import RealModule

/// A slow change of a history, on a straight line between its steps on the scale of logarithms.
public struct Drift: Equatable, Sendable {
    /// Last ÷ first value, steps left aside.
    public let ratio: Double
    /// The interval for that ratio.
    public let interval: ConfidenceInterval
    /// Each value ÷ the one before.
    public let ratioPerValue: Double
    /// The two-sided p-value against no drift.
    public let pValue: Double

    /// The slope that all segments have in common; nil where they are too short to tell.
    init?(of history: SegmentedHistory, confidence: Double) {
        let (sums, segments) = (history.sums, history.segments)
        let spread = segments.reduce(0) { $0 + SeriesSums.spread(of: $1) }
        let freedom = sums.count - segments.count - 1
        guard spread > 0, freedom > 0 else { return nil }
        let moment = segments.reduce(0) { $0 + sums.moment($1) }
        let slope = moment / spread
        let residual = segments.reduce(0) { $0 + sums.squaredDistances($1) } - slope * moment
        let standardError = (max(0, residual) / Double(freedom) * history.inflation / spread).squareRoot()
        let distribution = StudentT(degreesOfFreedom: max(1, Double(freedom) / history.inflation))
        let whole = Double(sums.count - 1)
        ratio = .exp(slope * whole)
        interval = distribution.ratioInterval(
            around: slope * whole, standardError: standardError * whole, confidence: confidence)
        ratioPerValue = .exp(slope)
        pValue =
            standardError > 0 ? 2 * distribution.survival(abs(slope) / standardError) : slope == 0 ? 1 : 0
    }
}
