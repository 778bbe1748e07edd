import RealModule

/// The mean of independent samples of a normal distribution, with Student's interval.
///
/// Source: Student, "The probable error of a mean", Biometrika 6(1), 1908.
public struct MeanEstimate: Equatable, Sendable {
    /// The mean.
    public let value: Double
    /// Where the distribution's mean lies.
    public let interval: ConfidenceInterval

    /// nil for fewer than two samples, and for one that is no number.
    /// - Parameters:
    ///   - samples: two or more.
    ///   - alpha: the probability that the interval misses the mean, in 0 ..< 1 without its ends.
    public init?(_ samples: [Double], alpha: Double) {
        guard samples.count > 1, samples.allSatisfy(\.isFinite) else { return nil }
        let count = Double(samples.count)
        let mean = samples.reduce(0, +) / count
        let variance = samples.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
        let reach = StudentT(degreesOfFreedom: count - 1).quantile(1 - alpha / 2) * (variance / count).squareRoot()
        value = mean
        interval = ConfidenceInterval(low: mean - reach, high: mean + reach, alpha: alpha)
    }
}
