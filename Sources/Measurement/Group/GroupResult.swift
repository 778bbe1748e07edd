import Report

/// What measuring a group gave: the cases as they go into the report, and the rounds that comparisons and findings
/// draw on. It is one line of a run's journal.
public struct GroupResult: Codable, Sendable {
    /// What was computed.
    public var workload: String
    /// Under which circumstances.
    public var conditions: [String: String]
    /// Case id of the baseline: the fastest at calibration of those that may be it; nil where none could run.
    public var baseline: String?
    /// In the order of the plan; those that could not run say why.
    public var cases: [Report.Case]
    /// Seconds per call by case id, one value a round.
    public var rounds: [String: [Double]]
    /// Seconds per call by case id as calibrated before the rounds, from which the sides of a comparison are chosen: a
    /// choice by the rounds themselves would favour the side with more variants.
    public var calibrated: [String: Double]
    /// How figures moved under `--sustain`.
    public var series: [Report.Series]
    /// Doubts about counts.
    public var warnings: [Report.Warning]
    /// Wall-clock time the group took, preparation and checks included.
    public var seconds: Double

    /// The group's name, `WORKLOAD:KEY=VALUE,KEY=VALUE`.
    public var group: String { GroupPlan.name(workload: workload, conditions: conditions) }

    /// Whether every check of every case passed.
    public var passed: Bool { cases.allSatisfy { $0.checks.allSatisfy(\.passed) } }
}
