import Kernels
import Statistics

/// What measuring costs: an empty window, and the allocations inside windows.
public struct WindowOverhead: Sendable {
    /// Nanoseconds of a window around nothing: the clock pair alone.
    public let clockPair: Quantiles
    /// Nanoseconds of one empty call in a long window.
    public let emptyCall: Double
    /// Allocations in windows around nothing and around a kernel; nil where they cannot be counted.
    public let allocations: Int?
    /// How many empty windows were timed.
    public let windows: Int

    /// Median and tails over all windows.
    public struct Quantiles: Sendable {
        /// In nanoseconds.
        public let median: Double
        /// In nanoseconds.
        public let p95: Double
        /// In nanoseconds.
        public let p99: Double
    }

    /// The most an empty window may cost at the median, in nanoseconds.
    public static let mostNanoseconds = 60.0
    /// The most it may cost of an epoch.
    public static let mostShare = 0.001

    /// The clock pair's share of an epoch of a millisecond.
    public var shareOfEpoch: Double { clockPair.median * 1e-9 / 1e-3 }

    /// Whether the window is as cheap as the figures of this program need it to be.
    public var passed: Bool {
        clockPair.median <= Self.mostNanoseconds && shareOfEpoch <= Self.mostShare && (allocations ?? 0) == 0
    }

    /// Measures `windows` empty windows.
    public init(windows: Int = 20_001) throws {
        self.windows = windows
        var nanoseconds = [Double](repeating: 0, count: windows)
        let call = try TimedProduct().call(repeats: 1)
        let measure = {
            for index in nanoseconds.indices { nanoseconds[index] = Double(window(iterations: 1) {}) }
            _ = window(iterations: 1000, call)
        }
        measure()
        allocations = Allocations.count(in: measure)
        let sorted = try SortedSamples(nanoseconds)
        clockPair = Quantiles(median: sorted.median, p95: sorted.quantile(0.95), p99: sorted.quantile(0.99))
        emptyCall = Double(window(iterations: 1_000_000, opaque {})) / 1_000_000
    }
}

/// Hides a closure from the optimiser, which would drop a loop over an empty one.
@inline(never)
private func opaque(_ body: @escaping () -> Void) -> () -> Void { body }
