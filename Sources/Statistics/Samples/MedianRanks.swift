/// The ranks, from 1, of the two order statistics that bound the median of a distribution.
///
/// The number of n independent samples below the median follows the binomial distribution of n and ½
/// (with ties the coverage only rises), so the coverage of a pair of ranks is known exactly, whatever the
/// distribution. Source: H. A. David, H. N. Nagaraja, "Order Statistics", 3rd edition, 2003, section 7.1.
struct MedianRanks: Equatable {
    let low: Int
    let high: Int
    /// The exact probability of missing the median.
    let alpha: Double

    /// The narrowest pair of like distance to both ends that misses the median with a probability of at
    /// most `alpha`; nil where even the extremes miss it more often.
    init?(count: Int, alpha: Double) {
        // Bisection for the first rank that is too far in.
        var low = 0
        var high = count / 2 + 1
        while high - low > 1 {
            let middle = (low + high) / 2
            if Self.alpha(count: count, low: middle) <= alpha { low = middle } else { high = middle }
        }
        guard low > 0 else { return nil }
        self.init(count: count, low: low, alpha: Self.alpha(count: count, low: low))
    }

    /// Smallest and largest of `count` samples.
    init(extremesOf count: Int) {
        self.init(count: count, low: 1, alpha: Self.alpha(count: count, low: 1))
    }

    private init(count: Int, low: Int, alpha: Double) {
        self.low = low
        high = count + 1 - low
        self.alpha = alpha
    }

    /// The ranks of like probability in a sample of `count` that is worth `effectiveCount` independent ones.
    func stretched(from effectiveCount: Int, to count: Int) -> MedianRanks {
        let stretch = Double(count) / Double(effectiveCount)
        // A rank stands for the middle of its share of the sample. Rounding down widens the interval.
        let stretchedLow = max(1, Int((Double(low) - 0.5) * stretch + 0.5))
        return MedianRanks(count: count, low: stretchedLow, alpha: alpha)
    }

    private static func alpha(count: Int, low: Int) -> Double {
        SignTest.pValue(opposing: low - 1, of: count)
    }
}

extension SortedSamples {
    /// The exact interval for the median of the distribution that independent samples come from: the
    /// narrowest one of two order statistics, equally far from both ends, that covers the median with at
    /// least `confidence`, a fraction. It carries the confidence achieved, which is a little higher.
    ///
    /// Nil where no two samples reach that far: below 6 of them at 95 %, below 8 at 99 %.
    /// Throws `outOfRange` on a confidence that is no fraction.
    public func medianInterval(confidence: Double) throws(StatisticsError) -> ConfidenceInterval? {
        try requireFraction(confidence, named: "confidence")
        return MedianRanks(count: count, alpha: 1 - confidence).map(interval)
    }

    /// The order statistics of a pair of ranks.
    func interval(at ranks: MedianRanks) -> ConfidenceInterval {
        ConfidenceInterval(low: values[ranks.low - 1], high: values[ranks.high - 1], alpha: ranks.alpha)
    }
}
