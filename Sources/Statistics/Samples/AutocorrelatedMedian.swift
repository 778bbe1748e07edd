/// The median of a series of epochs of one process, with an interval that allows for their dependence.
///
/// Epochs next to each other are alike (lag-1 autocorrelations of 0.66 were seen), and an interval that takes
/// them for independent covers its median in 73 % of cases instead of 95 %. Here the series counts for as many
/// independent samples as its signs around the median do; ranks are drawn for that number and stretched to the
/// length of the series. On AR(1) series of ρ from 0 to 0.9, Gaussian and with Student's t(2), of 100 to 1000
/// epochs the coverage at 95 % is 94 to 98 %, except where a series is worth about ten independent samples or
/// fewer (100 epochs at ρ = 0.9): a third of those have no interval, and of the others 89 to 90 % cover.
public struct AutocorrelatedMedian: Equatable, Sendable {
    /// The median of the series.
    public let median: Double
    /// The interval for the median of the distribution, with the confidence that the effective count achieves;
    /// nil where the effective count is too small for the confidence asked for.
    public let interval: ConfidenceInterval?
    /// The number of independent samples the series is worth, from 1 up to its length.
    public let effectiveCount: Double

    /// The median of `series`, in the order of time, with an interval of at least `confidence`, a fraction.
    ///
    /// Throws `empty`, `notFinite`, or `outOfRange` on a confidence that is no fraction.
    public init(of series: [Double], confidence: Double) throws(StatisticsError) {
        try requireFraction(confidence, named: "confidence")
        let sorted = try SortedSamples(series, named: "series")
        median = sorted.median
        let autocorrelation = Autocorrelation(ofSignsOf: series, around: median)
        let effectiveCount = max(1, Double(series.count) / autocorrelation.time)
        self.effectiveCount = effectiveCount
        interval = MedianRanks(count: Int(effectiveCount), alpha: 1 - confidence).map { ranks in
            sorted.interval(at: ranks.stretched(from: Int(effectiveCount), to: series.count))
        }
    }
}
