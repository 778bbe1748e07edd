import RealModule

/// How a series scatters from one value to the next, whatever steps, spikes and slow drift it has.
struct SeriesNoise: Equatable {
    /// The standard deviation.
    let deviation: Double
    /// The correlation of a value with the one before; 0 where the series does not show that it is above 0.
    let correlation: Double

    /// By how much the variance of a mean of many values exceeds that of independent ones: (1 + ρ) ÷ (1 − ρ) for an
    /// AR(1) series. Source: G. E. P. Box, G. M. Jenkins, "Time Series Analysis", 1976, section 2.1.
    var inflation: Double { (1 + correlation) / (1 - correlation) }

    /// From the mean squares of the differences of values one and two apart, 2σ²·(1 − ρ) and 2σ²·(1 − ρ²).
    ///
    /// - Parameter least: a deviation that is too small to matter, for series that hardly vary.
    init(of series: [Double], least: Double) {
        let (near, far) = (Self.meanSquare(of: series, apart: 1), Self.meanSquare(of: series, apart: 2))
        let correlation = near > 0 ? far / near - 1 : 0
        // Without correlation the ratio scatters by √(2 ÷ n), and in short series tells nothing.
        let visible = series.count < 40 ? .infinity : 3 * (2 / Double(series.count)).squareRoot()
        self.correlation = correlation > visible ? min(correlation, 0.9) : 0
        deviation = max(least, (near / 2 / (1 - self.correlation)).squareRoot())
    }

    /// Differences beyond three robust deviations are steps and spikes, and left out.
    private static func meanSquare(of series: [Double], apart: Int) -> Double {
        guard series.count > apart else { return 0 }
        let differences = zip(series.dropFirst(apart), series).map { abs($0 - $1) }
        // The median of |x| is 0.6745 standard deviations of a normal distribution.
        let limit = 3 * differences.sorted()[differences.count / 2] / 0.6745
        let kept = differences.filter { $0 <= limit }
        return kept.reduce(0) { $0 + $1 * $1 } / Double(kept.count)
    }
}
