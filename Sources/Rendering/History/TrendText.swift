import History
import Report

/// Trends in sentences.
public enum TrendText {
    /// A line for each step and for the drift: `▼ 4.9 % slower [4.1, 5.6], between …`.
    public static func lines(_ trend: SeriesTrend) -> [String] {
        trend.changes.map { line($0, trend.metric) }
            + (trend.drift.map { drift in
                [
                    "\(sign(drift.isBetter)) drifts by \(percent(drift.ratio, interval: drift.interval)) in all, besides steps "
                        + "(p \(probability(drift.pValue)))"
                ]
            } ?? [])
    }

    /// `▼ +4.9 % [4.1, 5.6] from … on, between … and … (p 0.0002)`.
    static func line(_ change: SeriesTrend.Change, _ metric: HistoryMetric) -> String {
        let sureness = change.interval == nil ? "exact" : "p \(probability(change.pValue))"
        return "\(sign(change.isBetter)) \(size(of: change, metric)) from \(RunText.night(change.after)) on, "
            + "between \(RunText.commit(change.before)) and \(RunText.commit(change.after)) (\(sureness))"
            + (change.before.definition == change.after.definition ? "" : "; the suite's definition changed, too")
    }

    /// `+4.9 % [4.1, 5.6]`, or the difference where there is no ratio.
    static func size(of change: SeriesTrend.Change, _ metric: HistoryMetric) -> String {
        guard let ratio = change.ratio else {
            return signed(change.difference ?? 0, unit: metric.unit)
        }
        return percent(ratio, interval: change.interval)
    }

    /// What a ratio changes, in per cent: `+4.9 % [4.1, 5.6]`.
    static func percent(_ ratio: Double, interval: Report.Interval? = nil) -> String {
        let ends = interval.map { " [\(points($0.low)), \(points($0.high))]" } ?? ""
        return "\(points(ratio)) %\(ends)"
    }

    /// A difference with its sign and unit.
    static func signed(_ difference: Double, unit: String) -> String {
        "\(difference < 0 ? "−" : "+")\(Figure(abs(difference), unit: unit).number)"
    }

    private static func points(_ ratio: Double) -> String {
        let percent = (ratio - 1) * 100
        return (percent < 0 ? "−" : "+") + DecimalText.fixed(abs(percent), decimals: abs(percent) < 10 ? 2 : 1)
    }

    /// `< 0.0001`, `0.0021`.
    static func probability(_ value: Double) -> String {
        value < 1e-4 ? "< 0.0001" : DecimalText.fixed(value, decimals: 4)
    }

    static func sign(_ isBetter: Bool) -> String {
        (isBetter ? Report.Verdict.better : .worse).sign
    }
}
