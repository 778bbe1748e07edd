import Report

/// What measuring a group gave: the cases as they go into the report, and the rounds that comparisons and findings
/// draw on. It is one line of a run's journal.
public struct GroupResult: Codable, Sendable {
    /// What was computed.
    public var workload: String
    /// Under which circumstances.
    public var conditions: [String: String]
    /// What the cases are compared by.
    public var compared: ComparedMetric
    /// Case id of the baseline: the best in the pilot rounds of those that may be it; nil where none could run.
    public var baseline: String?
    /// In the order of the plan; those that could not run say why.
    public var cases: [Report.Case]
    /// Seconds per call by case id, one value a round.
    public var rounds: [String: [Double]]
    /// Seconds per call by case id in the pilot rounds, before the others, from which the sides of a comparison are chosen: a
    /// choice by the rounds themselves would favour the side with more variants.
    public var piloted: [String: Double]
    /// How figures moved under `--sustain`, and curves from preparing the cases.
    public var series: [Report.Series]
    /// Figures by case id that findings draw on and the report tells in these alone; nil where there are none.
    public var evidence: [String: [String: Report.Metric]]?
    /// Doubts about counts.
    public var warnings: [Report.Warning]
    /// Wall-clock time the group took, preparation and checks included.
    public var seconds: Double

    /// Memberwise.
    public init(
        workload: String, conditions: [String: String], compared: ComparedMetric, baseline: String?,
        cases: [Report.Case], rounds: [String: [Double]], piloted: [String: Double], series: [Report.Series],
        evidence: [String: [String: Report.Metric]]? = nil, warnings: [Report.Warning], seconds: Double
    ) {
        self.workload = workload
        self.conditions = conditions
        self.compared = compared
        self.baseline = baseline
        self.cases = cases
        self.rounds = rounds
        self.piloted = piloted
        self.series = series
        self.evidence = evidence
        self.warnings = warnings
        self.seconds = seconds
    }

    /// The group's name, `WORKLOAD:KEY=VALUE,KEY=VALUE`.
    public var group: String { GroupPlan.name(workload: workload, conditions: conditions) }

    /// What a case took in each round for the work that is compared, less being better; nil where it did not run.
    public func costs(of entry: Report.Case) -> [Double]? {
        rounds[entry.id].map { seconds in seconds.map { compared.cost(seconds: $0, work: entry.work) } }
    }

    /// Whether every check of every case passed.
    public var passed: Bool { cases.allSatisfy { $0.checks.allSatisfy(\.passed) } }
}
