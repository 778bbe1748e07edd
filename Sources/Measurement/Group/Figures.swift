import RealModule
import Report
import Statistics

/// Figures of a case from its rounds.
public struct Figures {
    /// What one call computes and moves.
    let work: Report.Work
    /// Seconds per call, a value a round.
    let seconds: [Double]
    let confidence: Double

    /// - Parameters:
    ///   - work: what one call computes and moves.
    ///   - seconds: those of a call, a value a round.
    ///   - confidence: the coverage of the intervals.
    public init(work: Report.Work, seconds: [Double], confidence: Double) {
        (self.work, self.seconds, self.confidence) = (work, seconds, confidence)
    }

    /// Two operations a multiply-accumulate.
    var operations: Double { 2 * Double(work.macs) }

    /// The median time of a call, with the tail of single calls where it was had.
    public func time(tail: Report.Quantiles?) -> Report.Metric {
        median(of: seconds, unit: "s", better: .lower, provenance: .measured, quantiles: tail)
    }

    func throughput() -> Report.Metric {
        guard work.macs > 0 else { return .unavailable(unit: "op/s", reason: "the case has no multiply-accumulates") }
        return median(of: seconds.map { operations / $0 }, unit: "op/s", better: .higher, provenance: .derived)
    }

    /// Compulsory traffic over time; what the caches really move is more.
    func bandwidth() -> Report.Metric {
        guard work.bytes > 0 else { return .unavailable(unit: "B/s", reason: "the case moves no bytes") }
        return median(of: seconds.map { Double(work.bytes) / $0 }, unit: "B/s", better: .higher, provenance: .derived)
    }

    /// The median of any series over the rounds, with an interval that allows for their dependence.
    public func median(
        of series: [Double], unit: String, better: Report.Direction, provenance: Report.Provenance,
        quantiles: Report.Quantiles? = nil
    ) -> Report.Metric {
        do {
            let median = try AutocorrelatedMedian(of: series, confidence: confidence)
            let (interval, coverage) = try interval(of: median, series: series)
            return .value(
                .init(
                    unit: unit, better: better, provenance: provenance, value: median.median, interval: interval,
                    confidence: coverage, count: series.count, quantiles: quantiles))
        } catch {
            return .unavailable(unit: unit, reason: "\(error)")
        }
    }

    /// The median's interval. Where the rounds are worth too few independent ones for the confidence asked for, it is
    /// the range of all values with the coverage that has: a median lies outside n values with probability 2^(1 − n).
    /// Fewer than two are not believed of a series that has six: the count is an estimate itself.
    private func interval(
        of median: AutocorrelatedMedian, series: [Double]
    ) throws -> (Report.Interval, confidence: Double) {
        if let interval = median.interval { return (.init(interval.low, interval.high), confidence) }
        let sorted = try SortedSamples(series)
        return (.init(sorted.min, sorted.max), 1 - .exp2(1 - max(2, median.effectiveCount.rounded(.down))))
    }
}
