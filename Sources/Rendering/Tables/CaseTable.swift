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
        // Where nothing was timed, something else is compared.
        let leading = question.metrics.contains("time") ? "time" : question.comparedMetrics.first ?? "time"
        let metrics = Self.headlines.filter { question.metrics.contains($0) && $0 != leading }
        conditions = question.conditions
        table = TextTable(
            columns: [
                .init("workload"), .init("variant"), .init(leading, .trailing), .init("interval", .trailing),
                .init(leading == "time" ? "speed-up" : "gain", .trailing), .init("verdict"),
            ] + metrics.map { .init($0, .trailing) },
            rows: question.cases.map { Self.row($0, leading, metrics, question) })
    }

    private static func row(
        _ each: Report.Case, _ leading: String, _ metrics: [String], _ question: Question
    ) -> [TextTable.Cell] {
        let name: [TextTable.Cell] = [.init(each.workload), .init(each.variant)]
        if let check = each.failedCheck {
            return name + ["–", "", "", .init("check \(check.name) failed", .bad)]
        }
        let figure = each.value(leading).map { Figure($0, named: leading) }
        return name + [.init(figure?.number ?? "–"), .init(figure?.range ?? "", .faint)]
            + gain(of: each, by: leading, in: question)
            + metrics.map { metric in .init(each.value(metric).map { Figure($0, named: metric).number } ?? "")
            }
    }

    private static func gain(
        of each: Report.Case, by metric: String, in question: Question
    ) -> [TextTable.Cell] {
        guard let comparison = question.comparison(of: each, by: metric) else {
            return ["", question.isBaseline(each) ? .init("baseline", .faint) : ""]
        }
        let gain = Gain(comparison, better: each.value(metric)?.better ?? .lower)
        let style: TextStyle =
            switch gain.verdict {
            case .better: .good
            case .worse: .bad
            case .equivalent, .undecided: .plain
            }
        return [.init(gain.figure.number, style), .init("\(gain.verdict.sign) \(gain.verdict.rawValue)", style)]
    }
}
