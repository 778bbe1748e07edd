/// Figures that tell whether a series of measurements is steady enough to be trusted.
public struct Spread: Equatable, Sendable {
    /// The standard deviation (of the sample, n − 1) ÷ the mean; nil below two values or at a mean of zero.
    public let coefficientOfVariation: Double?
    /// The correlation of each value with the one before it, −1 … 1; near 1 the series drifts. Nil where
    /// nothing varies.
    public let lag1Autocorrelation: Double?
    /// Smallest value ÷ median; nil at a median of zero.
    public let minimumToMedian: Double?
    /// Largest value ÷ median; nil at a median of zero.
    public let maximumToMedian: Double?

    /// The spread of `series`, in the order of time. Throws `empty` or `notFinite`.
    public init(of series: [Double]) throws(StatisticsError) {
        let sorted = try SortedSamples(series, named: "series")
        let mean = series.reduce(0, +) / Double(series.count)
        if series.count > 1, mean != 0 {
            let squares = series.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            coefficientOfVariation = (squares / Double(series.count - 1)).squareRoot() / abs(mean)
        } else {
            coefficientOfVariation = nil
        }
        lag1Autocorrelation = Autocorrelation(of: series).lag1
        let median = sorted.median
        minimumToMedian = median == 0 ? nil : sorted.min / median
        maximumToMedian = median == 0 ? nil : sorted.max / median
    }
}
