/// How a series scatters, whatever steps, spikes and slow drift it has.
enum SeriesNoise {
    /// The standard deviation of the difference of values so far `apart`, over √2: that of the noise, if it is independent.
    ///
    /// Differences beyond three robust deviations are steps and spikes, and left out.
    static func deviation(of series: [Double], apart: Int = 1) -> Double {
        guard series.count > apart else { return 0 }
        let differences = zip(series.dropFirst(apart), series).map { abs($0 - $1) }
        // The median of |x| is 0.6745 standard deviations of a normal distribution.
        let limit = 3 * differences.sorted()[differences.count / 2] / 0.6745
        let kept = differences.filter { $0 <= limit }
        return (kept.reduce(0) { $0 + $1 * $1 } / Double(2 * kept.count)).squareRoot()
    }

    /// What the correlation is at least where it is strong, whatever the steps: the squares of the differences of
    /// neighbours and of values two apart are as 1 − ρ to 1 − ρ².
    static func strongInflation(of series: [Double]) -> Double {
        let (near, far) = (deviation(of: series), deviation(of: series, apart: 2))
        // Without correlation it scatters by √(2 ÷ n), and steps add to it: short series tell nothing.
        let visible = 5 * (2 / Double(max(1, series.count))).squareRoot()
        return near > 0 && visible < 1 ? inflation(far * far / (near * near) - 1, above: visible) : 1
    }

    /// By how much the variance of a mean of many values exceeds that of independent ones: (1 + ρ) ÷ (1 − ρ) for an
    /// AR(1) series, and 1 where a series does not show that its ρ is above 0.
    ///
    /// Source: G. E. P. Box, G. M. Jenkins, "Time Series Analysis", 1976, section 2.1. What counts are the distances to
    /// a straight line in each segment.
    static func inflation(of series: [Double], sums: SeriesSums, segments: [Range<Int>]) -> Double {
        var distances: [Double] = []
        distances.reserveCapacity(series.count)
        for segment in segments where segment.count > 2 {
            let mean = series[segment.lowerBound..<segment.upperBound].reduce(0, +) / Double(segment.count)
            let slope = sums.moment(segment) / SeriesSums.spread(of: segment)
            let middle = Double(segment.lowerBound + segment.upperBound - 1) / 2
            for index in segment { distances.append(series[index] - mean - slope * (Double(index) - middle)) }
        }
        // Without correlation it scatters by 1 ÷ √n.
        return inflation(
            Autocorrelation(of: distances).lag1 ?? 0, above: 2 / Double(max(1, distances.count)).squareRoot())
    }

    private static func inflation(_ correlation: Double, above visible: Double) -> Double {
        correlation > visible ? (1 + min(correlation, 0.9)) / (1 - min(correlation, 0.9)) : 1
    }
}
