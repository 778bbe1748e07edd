import History
import Report

/// A comparison fit for a comment on a pull request: the verdict first, then what changed; the rest is folded.
public struct ComparisonMarkdown: Sendable {
    /// GitHub refuses comments beyond 65,536 characters; so many rows stay below.
    private static let rows = 150

    /// The page has no options.
    public init() {}

    /// Blocks of Markdown.
    public func render(_ comparison: ReportComparison) -> String {
        let blocks = comparison.heads.flatMap { head($0, comparison.base) }
        return MarkdownPage.text(blocks + [Self.legend]) + "\n"
    }

    private static let legend =
        "▲ improvement, ▼ regression, ≈ equivalent, ? undecided. A verdict needs the whole interval beyond, or within, the band "
        + "that counts as equal; *chance* is the probability of such a difference between like builds, corrected for the number "
        + "of comparisons of the metric."

    private func head(_ head: HeadComparison, _ base: ComparedRun) -> [String] {
        let summary = ComparisonSummary(head, base: base)
        let sign = head.count(of: .regression) > 0 ? "▼ " : head.count(of: .improvement) > 0 ? "▲ " : ""
        var blocks = [
            "### \(sign)\(MarkdownText.plain(summary.verdict))",
            "\(MarkdownText.plain(summary.sides)), \(MarkdownText.plain(head.run.suite)) on "
                + MarkdownText.plain(head.run.cpu) + ".",
        ]
        if !summary.questions.isEmpty { blocks.append(Self.list(summary.questions)) }
        if !head.notes.isEmpty { blocks.append(Self.list(head.notes.map { "Note: \($0.message); \($0.remedy)." })) }
        blocks += table(summary.changed)
        for (title, rows) in summary.unchanged { blocks += MarkdownPage.folded(title, table(rows)) }
        blocks += folded("\(Counted.text(head.removed.count, "case")) only in the base", head.removed)
        blocks += folded("\(Counted.text(head.added.count, "case")) only in the head", head.added)
        blocks += folded("not comparable", summary.incomparable)
        return blocks
    }

    private func folded(_ title: String, _ lines: [String]) -> [String] {
        let rest = lines.count - Self.rows
        return MarkdownPage.folded(
            title,
            lines.isEmpty ? [] : [Self.list(Array(lines.prefix(Self.rows)) + (rest > 0 ? ["… and \(rest) more"] : []))])
    }

    private func table(_ rows: [ChangeRow]) -> [String] {
        let table = MarkdownTable(
            columns: [
                .init(""), .init("case"), .init("metric"), .init("base", .trailing), .init("head", .trailing),
                .init("change", .trailing), .init("chance", .trailing), .init(""),
            ],
            rows: rows.prefix(Self.rows).map { row in
                [
                    row.verdict.sign, MarkdownText.code(row.id), MarkdownText.code(row.metric), row.base, row.head,
                    row.change, MarkdownText.plain(row.chance), MarkdownText.plain(row.remark),
                ]
            })
        let rest = rows.count - Self.rows
        return [table.block].compactMap { $0 } + (rest > 0 ? ["… and \(rest) more."] : [])
    }

    private static func list(_ lines: [String]) -> String {
        lines.map { "- \(MarkdownText.plain($0))" }.joined(separator: "\n")
    }
}
