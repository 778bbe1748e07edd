import Report
import Statistics

/// The tail of single calls, which epochs of many calls average away.
enum Latency {
    /// Fewer calls have no 99th percentile.
    private static let fewest = 100
    private static let most = 2000

    /// p95 and p99 of single calls, each in a window of its own; one clock pair (some 40 ns) is part of each.
    /// - Parameters:
    ///   - seconds: what a call takes, as calibrated.
    ///   - limit: the longest this may take, in seconds.
    /// - Returns: nil where fewer than 100 calls fit the limit.
    static func quantiles(secondsPerCall seconds: Double, limit: Double, _ call: () -> Void) -> Report.Quantiles? {
        let count = min(most, Int(limit / seconds))
        guard count >= fewest else { return nil }
        var samples = [Double](repeating: 0, count: count)
        for index in samples.indices {
            samples[index] = Double(window(iterations: 1, call)) * 1e-9
        }
        return quantiles(of: samples)
    }

    /// p95 and p99 of rounds whose epochs held a single call each.
    static func quantiles(of samples: [Double]) -> Report.Quantiles? {
        guard samples.count >= fewest, let sorted = try? SortedSamples(samples) else { return nil }
        return .init(p95: sorted.quantile(0.95), p99: sorted.quantile(0.99))
    }
}
