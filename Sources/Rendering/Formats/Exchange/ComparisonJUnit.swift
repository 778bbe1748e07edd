import History

/// A comparison as JUnit's XML: a suite a head, a test a case and metric, failed where it is worse than the base and skipped
/// where nothing is decided or there is nothing to compare.
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
                    ], cases: tests(of: head))
            }
        ).text
    }

    private static func tests(of head: HeadComparison) -> [JUnitDocument.Case] {
        (head.refusal.map { [.init(head.run.name, "", .skipped("not comparable: \($0)"))] } ?? [])
            + head.questions.flatMap { question in
                question.changes.map { .init($0.id, question.metric, outcome(of: $0, in: question)) }
            }
            + head.incomparable.map { .init($0.id, $0.metric ?? "", .skipped($0.reason)) }
            + head.removed.map { .init($0, "", .skipped("the head does not have it")) }
    }

    private static func outcome(of change: CaseChange, in question: ComparisonQuestion) -> JUnitDocument.Outcome {
        let row = ChangeRow(change, in: question)
        return switch change.verdict {
        case .improvement, .equivalent: .passed
        case .regression: .failed("\(row.change): \(row.head), where the base has \(row.base)")
        case .undecided: .skipped(row.remark.isEmpty ? "undecided" : "undecided; \(row.remark)")
        }
    }
}
