import History

/// A comparison as JUnit's XML: a suite a head, a test a case and metric, failed where it is worse than the base and skipped
/// where nothing is decided.
public enum ComparisonJUnit {
    /// One suite a head.
    public static func text(_ comparison: ReportComparison) -> String {
        JUnitDocument(
            suites: comparison.heads.map { head in
                .init(
                    name: "\(head.run.name) against \(comparison.base.name)", started: head.run.started,
                    properties: [
                        ("host", head.run.host), ("suite", head.run.suite), ("commit", head.run.commit),
                        ("base", comparison.base.commit),
                    ],
                    cases: head.questions.flatMap { question in question.changes.map { test($0, in: question) } }
                        + head.incomparable.map { each in
                            test(each.id, each.metric ?? "", .skipped(each.reason))
                        })
            }
        ).text
    }

    private static func test(_ change: CaseChange, in question: ComparisonQuestion) -> JUnitDocument.Case {
        let row = ChangeRow(change, in: question)
        let outcome: JUnitDocument.Outcome =
            switch change.verdict {
            case .improvement, .equivalent: .passed
            case .regression: .failed("\(row.change): \(row.head), where the base has \(row.base)")
            case .undecided: .skipped(row.remark.isEmpty ? "undecided" : "undecided; \(row.remark)")
            }
        return test(change.id, question.metric, outcome)
    }

    private static func test(_ id: String, _ metric: String, _ outcome: JUnitDocument.Outcome) -> JUnitDocument.Case {
        .init(
            className: id.split(separator: ":").prefix(2).joined(separator: "."),
            name: metric.isEmpty ? id : "\(id) \(metric)", outcome: outcome)
    }
}
