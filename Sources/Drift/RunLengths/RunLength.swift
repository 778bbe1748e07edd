import Statistics

/// How many values a detector took until its alarm, over many streams.
public struct RunLength: Equatable, Sendable {
    /// The values of each stream up to and including the alarm's, in the order of the seeds; `limit` + 1 where no alarm
    /// came within the limit.
    public let lengths: [Int]
    /// How many values were waited for.
    public let limit: Int
    /// Alarms before the change, over all streams; 0 where the streams have none.
    public let earlyAlarms: Int
    /// The mean, with the streams that had no alarm counted as `limit`: too low where there are some.
    public let mean: Double
    /// Student's interval for that mean; nil for a single stream.
    public let meanInterval: ConfidenceInterval?
    /// The median; `limit` + 1 where half of the streams or more had no alarm: more than the limit is all that is known.
    public let median: Double
    /// The exact interval of two order statistics for the median, an end of `limit` + 1 meaning the same; nil below
    /// 6 streams at 95 %.
    public let medianInterval: ConfidenceInterval?
    /// How many streams had no alarm within the limit: detections missed, or false alarms spared.
    public let missed: Int
    /// The exact interval for the probability of that.
    public let missedInterval: ConfidenceInterval

    /// The figures of the streams' lengths.
    /// - Throws: `empty` without lengths, `outOfRange` on a confidence that is no fraction.
    init(lengths: [Int], limit: Int, earlyAlarms: Int, confidence: Double) throws(StatisticsError) {
        let sorted = try SortedSamples(lengths.map(Double.init), named: "seeds")
        let missed = lengths.count { $0 > limit }
        self.lengths = lengths
        self.limit = limit
        self.earlyAlarms = earlyAlarms
        self.missed = missed
        missedInterval = try ClopperPearson.interval(successes: missed, of: lengths.count, confidence: confidence)
        // The mean of the two in the middle would mix a length with one that is not known.
        median = 2 * missed >= lengths.count ? Double(limit + 1) : sorted.median
        medianInterval = try sorted.medianInterval(confidence: confidence)
        let cut = lengths.map { Double(min($0, limit)) }
        mean = cut.reduce(0, +) / Double(cut.count)
        meanInterval = MeanEstimate(cut, alpha: 1 - confidence)?.interval
    }
}
