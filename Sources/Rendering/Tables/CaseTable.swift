import Report

/// The headline figures of cases under the same conditions, a row a case: what a run prints when a group is
/// done.
public struct CaseTable: Sendable {
    /// Metrics that have a column where some case has a value, beside time and its comparison.
    private static let headlines = [
        "time.user", "time.system", "memory.resident", "peak-share", "energy", "accuracy", "sqnr", "bytes.wire",
    ]

    /// The conditions of the cases, such as `cache=warm,stage=kernel`.
    public let conditions: String
    /// The cases as rows.
    public let table: TextTable

    /// One table for each set of conditions among the cases; the machine's roofs are left out.
    public static func all(of cases: [Report.Case], comparisons: [Report.Comparison]) -> [CaseTable] {
        Question.all(of: cases, comparisons: comparisons).map(CaseTable.init)
    }

    private init(_ question: Question) {
        let metrics = Self.headlines.filter(question.metrics.contains)
        conditions = question.conditions
        table = TextTable(
            columns: [
                .init("workload"), .init("variant"), .init("time", .trailing), .init("interval", .trailing),
                .init("speed-up", .trailing), .init("verdict"),
            ] + metrics.map { .init($0, .trailing) },
            rows: question.cases.map { Self.row($0, metrics, question) })
    }

    private static func row(_ each: Report.Case, _ metrics: [String], _ question: Question) -> [TextTable
        .Cell]
    {
        let name: [TextTable.Cell] = [.init(each.workload), .init(each.variant)]
        if let check = each.failedCheck {
            return name + ["–", "", "", .init("check \(check.name) failed", .bad)]
        }
        let time = each.value("time").map { Figure($0, named: "time") }
        return name + [.init(time?.number ?? "–"), .init(time?.range ?? "", .faint)]
            + gain(of: each, in: question)
            + metrics.map { metric in .init(each.value(metric).map { Figure($0, named: metric).number } ?? "")
            }
    }

    private static func gain(of each: Report.Case, in question: Question) -> [TextTable.Cell] {
        guard let comparison = question.comparison(of: each, by: "time") else {
            return ["", question.isBaseline(each) ? .init("baseline", .faint) : ""]
        }
        let gain = Gain(comparison, better: .lower)
        let style: TextStyle =
            switch gain.verdict {
            case .better: .good
            case .worse: .bad
            case .equivalent, .undecided: .plain
            }
        return [.init(gain.figure.number, style), .init("\(gain.verdict.sign) \(gain.verdict.rawValue)", style)]
    }
}
