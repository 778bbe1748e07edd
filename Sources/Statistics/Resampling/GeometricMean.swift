import RealModule

/// The geometric mean of several workloads' ratios, each the median of its rounds.
///
/// Workloads count alike, however long they take: the mean tells how two implementations compare over a set of shapes,
/// where ``WeightedRatio`` tells how a model's time does.
public struct GeometricMean: Equatable, Sendable {
    /// Of the medians.
    public let ratio: Double
    /// nil where a workload has too few rounds for a median's interval at the confidence asked for.
    public let interval: ConfidenceInterval?

    /// - Parameters:
    ///   - rounds: for each workload its ratios, one a round, all positive.
    ///   - confidence: of the percentile interval, a fraction. Rounds are resampled within each workload, in blocks as
    ///     long as their dependence asks for (``WeightedRatio``). The same generator gives the same interval.
    /// - Throws: `empty` without workloads or rounds, `outOfRange` on a ratio that is not positive, a confidence that is
    ///   no fraction, or below 1 resample.
    public init(
        ofMedians rounds: [[Double]], confidence: Double, resamples: Int = 2000,
        using generator: inout SeededGenerator
    ) throws(StatisticsError) {
        try requireFraction(confidence, named: "confidence")
        guard !rounds.isEmpty else { throw .empty("workloads") }
        guard resamples >= 1 else {
            throw .outOfRange("resamples", value: Double(resamples), allowed: "at least 1, better 1000")
        }
        for ratios in rounds {
            let smallest = try SortedSamples(ratios, named: "ratios").min
            guard smallest > 0 else { throw .outOfRange("ratios", value: smallest, allowed: "values above 0") }
        }
        let workloads = rounds.map { ResampledLogs($0.map { .log($0) }) }
        func mean(_ logs: [Double]) -> Double { .exp(logs.reduce(0, +) / Double(logs.count)) }
        ratio = mean(workloads.map(\.observed))

        let alpha = 1 - confidence
        guard rounds.allSatisfy({ MedianRanks(count: $0.count, alpha: alpha) != nil }) else {
            interval = nil
            return
        }
        var means: [Double] = []
        for _ in 0..<resamples { means.append(mean(workloads.map { $0.draw(using: &generator) })) }
        let sorted = try SortedSamples(means, named: "resampled means")
        interval = ConfidenceInterval(
            low: sorted.quantile(alpha / 2), high: sorted.quantile(1 - alpha / 2), alpha: alpha)
    }
}

/// One workload's logarithms of ratios.
private struct ResampledLogs {
    private let median: ResampledMedian
    private let bootstrap: BlockBootstrap
    let observed: Double

    init(_ logs: [Double]) {
        median = ResampledMedian(of: logs)
        observed = median.median([Int](repeating: 1, count: logs.count))
        bootstrap = BlockBootstrap(
            count: logs.count, autocorrelationTime: Autocorrelation(ofSignsOf: logs, around: observed).time)
    }

    func draw(using generator: inout SeededGenerator) -> Double {
        median.median(bootstrap.draw(using: &generator))
    }
}
