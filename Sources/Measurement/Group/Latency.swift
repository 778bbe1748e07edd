import Report
import Statistics

/// The tail of single calls.
public enum Latency {
    /// Fewer calls have no 99th percentile.
    private static let fewest = 100

    /// Median and tails of single calls, each timed in a window of its own; one clock pair (30 to 40 ns) is part of each.
    /// - Returns: nil for fewer than 100 calls.
    public static func quantiles(of calls: [Double]) -> Report.Quantiles? {
        guard calls.count >= fewest, let sorted = try? SortedSamples(calls) else { return nil }
        return .init(p50: sorted.median, p95: sorted.quantile(0.95), p99: sorted.quantile(0.99))
    }
}
