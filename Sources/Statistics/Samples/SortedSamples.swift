/// A sample in ascending order: at least one value, all of them finite.
public struct SortedSamples: Equatable, Sendable {
    /// The values, ascending.
    public let values: [Double]

    /// Sorts a sample; one that is sorted already costs a single pass.
    ///
    /// Throws `empty` or `notFinite`, with `name` in the message.
    public init(_ samples: [Double], named name: String = "samples") throws(StatisticsError) {
        guard !samples.isEmpty else { throw .empty(name) }
        if let index = samples.firstIndex(where: { !$0.isFinite }) {
            throw .notFinite(name, index: index)
        }
        values = samples.sorted()
    }

    /// All values of two samples.
    init(merging first: SortedSamples, _ second: SortedSamples) {
        values = (first.values + second.values).sorted()
    }

    /// The number of values.
    public var count: Int { values.count }
    /// The smallest value.
    public var min: Double { values[0] }
    /// The largest value.
    public var max: Double { values[count - 1] }
    /// The middle value, or the mean of the two in the middle.
    public var median: Double { quantile(0.5) }

    /// The quantile of a fraction in 0 … 1, interpolated linearly between order statistics.
    ///
    /// Source: R. J. Hyndman, Y. Fan, "Sample quantiles in statistical packages",
    /// The American Statistician 50(4), 1996, type 7, the default of NumPy and R.
    public func quantile(_ fraction: Double) -> Double {
        precondition(fraction >= 0 && fraction <= 1, "a quantile's fraction lies in 0 … 1")
        let position = fraction * Double(count - 1)
        let below = Int(position)
        guard below < count - 1 else { return max }
        let weight = position - Double(below)
        return values[below] + weight * (values[below + 1] - values[below])
    }

    /// How many values are at most `bound`.
    func count(atMost bound: Double) -> Int {
        partitionPoint { $0 <= bound }
    }

    /// How many values are at least `bound`.
    func count(atLeast bound: Double) -> Int {
        count - partitionPoint { $0 < bound }
    }

    /// How many values lead the sample for which `belongs` holds; it must hold for no value after them.
    private func partitionPoint(_ belongs: (Double) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if belongs(values[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
