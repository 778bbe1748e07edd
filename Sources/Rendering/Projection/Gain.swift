import Report

/// How much better a variant is than its baseline, as a factor: above 1 is better whichever way the metric
/// points.
struct Gain {
    let figure: Figure
    let verdict: Report.Verdict

    /// - Parameter better: the metric's direction; where lower is better the gain is baseline ÷ variant.
    init(_ comparison: Report.Comparison, better: Report.Direction) {
        verdict = comparison.verdict
        figure =
            switch better {
            case .higher: .ratio(comparison.ratio, interval: comparison.interval)
            case .lower:
                .ratio(
                    1 / comparison.ratio,
                    interval: .init(1 / comparison.interval.high, 1 / comparison.interval.low))
            }
    }
}
