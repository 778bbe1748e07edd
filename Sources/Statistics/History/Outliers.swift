import RealModule

/// The generalised test for many outliers: B. Rosner, "Percentage points for a generalized ESD many-outlier procedure",
/// Technometrics 25(2), 1983.
///
/// Its level is that of the whole sample: without outliers one sample in a thousand loses a value, so that what is left of
/// a sample scatters as all of it does.
enum Outliers {
    private static let alpha = 0.001

    /// The values that are no outliers, ascending; a quarter of them at most are.
    static func removed(from values: [Double]) -> [Double] {
        var left = values.sorted()
        var usual = left
        for _ in 0..<(values.count / 4) {
            let count = Double(left.count)
            let mean = left.reduce(0, +) / count
            let deviation = (left.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)).squareRoot()
            // In a sorted sample the farthest one is at an end.
            let farthest = max(mean - left[0], left[left.count - 1] - mean)
            if mean - left[0] == farthest { left.removeFirst() } else { left.removeLast() }
            if farthest > critical(count) * deviation { usual = left }
        }
        return usual
    }

    /// The largest distance, in standard deviations, that the farthest of `count` normal values has at the level.
    private static func critical(_ count: Double) -> Double {
        let t = StudentT(degreesOfFreedom: count - 2).quantile(alpha / (2 * count))
        return -t * (count - 1) / (count * (count - 2 + t * t)).squareRoot()
    }
}
