import History
import Report

/// The verdict on a night.
public enum GateText {
    /// Cases listed by name before the rest is counted.
    private static let listed = 20

    /// The verdict first, then each case, then what could not be judged.
    public static func lines(_ gate: Gate) -> [String] {
        let night = gate.runs.last.map { "\(RunText.night($0)), commit \(RunText.commit($0))" } ?? "no run"
        let worse = gate.regressions.count
        let verdict = worse == 0 ? "nothing is worse" : "\(Counted.text(worse, "figure is", "figures are")) worse"
        return ["Night of \(night) on \(gate.host): \(verdict) of \(Counted.text(gate.judged, "figure")) judged"]
            + gate.regressions.map { line($0, isBetter: false) } + gate.improvements.map { line($0, isBetter: true) }
            + short(gate.short)
    }

    private static func line(_ finding: Gate.Finding, isBetter: Bool) -> String {
        let change =
            finding.ratio.map { TrendText.percent($0, interval: finding.interval) }
            ?? TrendText.signed(finding.value - finding.expected, unit: finding.metric.unit)
        let expected = Figure(finding.expected, of: finding.metric, interval: finding.range).full
        return "\(TrendText.sign(isBetter)) \(finding.caseID) \(finding.metric.name) \(change): "
            + "\(Figure(finding.value, of: finding.metric).number), where "
            + "\(Counted.text(finding.nights, "night lets", "nights let")) expect \(expected) "
            + "(p \(TrendText.probability(finding.pValue)) after Holm)"
    }

    private static func short(_ short: [Gate.Short]) -> [String] {
        guard !short.isEmpty else { return [] }
        let rest = short.count - listed
        return ["Not judged, the history being too short or not positive (an expectation needs 5 nights):"]
            + short.prefix(listed).map { "  \($0.caseID) \($0.metric): \(Counted.text($0.nights, "night")) before" }
            + (rest > 0 ? ["  and \(Counted.text(rest, "other"))"] : [])
    }
}
