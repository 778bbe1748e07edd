import History
import Report

/// The verdict on a night.
public enum GateText {
    /// Cases listed by name before the rest is counted.
    private static let listed = 20

    /// The verdict first, then each case, then what could not be judged.
    public static func lines(_ gate: Gate) -> [String] {
        [verdict(gate)]
            + gate.regressions.map { line($0, isBetter: false) } + gate.improvements.map { line($0, isBetter: true) }
            + short(gate)
    }

    /// `Night of …, commit … on …: 2 figures are worse of 300 judged`.
    static func verdict(_ gate: Gate) -> String {
        let night = gate.runs.last.map { "\(RunText.night($0)), commit \(RunText.commit($0))" } ?? "no run"
        let worse = gate.regressions.count
        let verdict = worse == 0 ? "nothing is worse" : "\(Counted.text(worse, "figure is", "figures are")) worse"
        return "Night of \(night) on \(gate.host): \(verdict) of \(Counted.text(gate.judged, "figure")) judged"
    }

    /// By how much a figure is beyond what was expected: `+4.9 % [4.1, 5.6]`.
    static func change(_ finding: Gate.Finding) -> String {
        finding.ratio.map { TrendText.percent($0, interval: finding.interval) }
            ?? TrendText.signed(finding.value - finding.expected, unit: finding.metric.unit)
    }

    /// How many figures could not be judged, and why; nil where all were.
    static func unjudged(_ gate: Gate) -> String? {
        guard !gate.short.isEmpty else { return nil }
        return
            "\(Counted.text(gate.short.count, "figure is", "figures are")) not judged: an expectation needs 5 nights at the "
            + "present level, of figures above 0"
    }

    static func line(_ finding: Gate.Finding, isBetter: Bool) -> String {
        let expected = Figure(finding.expected, of: finding.metric, interval: finding.range).full
        return "\(TrendText.sign(isBetter)) \(finding.caseID) \(finding.metric.name) \(change(finding)): "
            + "\(Figure(finding.value, of: finding.metric).number), where "
            + "\(Counted.text(finding.nights, "night lets", "nights let")) expect \(expected) "
            + "(p \(TrendText.probability(finding.pValue)) after Holm)"
    }

    private static func short(_ gate: Gate) -> [String] {
        guard let unjudged = unjudged(gate) else { return [] }
        return ["\(unjudged):"] + shortLines(gate.short).map { "  " + $0 }
    }

    /// The first of those that were not judged, and how many more there are.
    static func shortLines(_ short: [Gate.Short]) -> [String] {
        let rest = short.count - listed
        return short.prefix(listed).map { "\($0.caseID) \($0.metric): \(reason($0))" }
            + (rest > 0 ? ["and \(Counted.text(rest, "other"))"] : [])
    }

    /// Why a figure was not judged.
    static func reason(_ short: Gate.Short) -> String {
        switch short.reason {
        case .tooFew: "\(Counted.text(short.nights, "night")) before"
        case .notPositive: "not all figures are above 0"
        }
    }
}
