import Report

/// The cases of a report under the same conditions, as a grid of workloads and variants. The machine's roofs
/// are not among them.
struct Question {
    /// The conditions as they stand in ids, such as `cache=warm,stage=kernel`; empty where there are none.
    let conditions: String
    let cases: [Report.Case]
    /// In the order of the report.
    let workloads: [String]
    let variants: [String]
    /// The metrics by which cases are compared here, time first.
    let comparedMetrics: [String]
    private let places: [Place: Report.Case]
    private let comparisons: [String: [Report.Comparison]]
    private let baselines: Set<String>

    private struct Place: Hashable {
        let workload: String
        let variant: String
    }

    /// The questions of a report, in the order of their first case.
    static func all(of report: Report) -> [Question] {
        all(of: report.cases, comparisons: report.comparisons)
    }

    static func all(of cases: [Report.Case], comparisons: [Report.Comparison]) -> [Question] {
        let measured = cases.filter { !$0.isRoof }.map { (conditions: $0.conditions, case: $0) }
        let byConditions = Dictionary(grouping: measured, by: \.conditions)
        let comparisons = Dictionary(grouping: comparisons, by: \.variant)
        return measured.map(\.conditions).uniqued().map { conditions in
            Question(conditions, byConditions[conditions, default: []].map(\.case), comparisons)
        }
    }

    private init(
        _ conditions: String, _ cases: [Report.Case], _ comparisons: [String: [Report.Comparison]]
    ) {
        self.conditions = conditions
        self.cases = cases
        self.comparisons = comparisons
        workloads = cases.map(\.workload).uniqued()
        variants = cases.map(\.variant).uniqued()
        places = Dictionary(
            cases.map { (Place(workload: $0.workload, variant: $0.variant), $0) },
            uniquingKeysWith: { first, _ in first })
        comparedMetrics = Report.inOrder(cases.flatMap { comparisons[$0.id] ?? [] }.map(\.metric))
        baselines = Set(cases.flatMap { comparisons[$0.id] ?? [] }.map(\.baseline))
    }

    func `case`(_ workload: String, _ variant: String) -> Report.Case? {
        places[Place(workload: workload, variant: variant)]
    }

    func comparison(of each: Report.Case, by metric: String) -> Report.Comparison? {
        comparisons[each.id]?.first { $0.metric == metric }
    }

    func isBaseline(_ each: Report.Case) -> Bool {
        baselines.contains(each.id)
    }

    /// The metrics of which some case has a value, in the order of the table of metrics.
    var metrics: [String] {
        Report.inOrder(cases.flatMap { each in each.metrics.keys.filter { each.value($0) != nil } })
    }
}

extension Sequence where Element: Hashable {
    /// The elements without repetitions, in the order of their first occurrence.
    func uniqued() -> [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
