import History
import Report

/// A comparison fit for a comment on a pull request: the verdict first, then what changed; the rest is folded.
public struct ComparisonMarkdown: Sendable {
    /// GitHub refuses comments beyond 65,536 characters; what is left over is for all but the tables and lists.
    private static let most = 50_000

    /// The page has no options.
    public init() {}

    /// Blocks of Markdown.
    public func render(_ comparison: ReportComparison) -> String {
        var room = Self.most / max(1, comparison.heads.count)
        let blocks = comparison.heads.flatMap { each in
            room = Self.most / comparison.heads.count
            return head(each, comparison.base, &room)
        }
        return MarkdownPage.text(blocks + [Self.legend]) + "\n"
    }

    private static let legend =
        "▲ improvement, ▼ regression, ≈ equivalent, ? undecided. A verdict needs the whole interval beyond, or within, the band "
        + "that counts as equal; *chance* is the probability of such a difference between like builds, corrected for the number "
        + "of comparisons of the metric."

    /// - Parameter room: characters that are left for tables and lists, of which the first come first.
    private func head(_ head: HeadComparison, _ base: ComparedRun, _ room: inout Int) -> [String] {
        let summary = ComparisonSummary(head, base: base)
        let sign = head.count(of: .regression) > 0 ? "▼ " : head.count(of: .improvement) > 0 ? "▲ " : ""
        var blocks = [
            "### \(sign)\(MarkdownText.plain(summary.verdict))",
            "\(MarkdownText.plain(summary.sides)), \(MarkdownText.plain(head.run.suite)) on "
                + MarkdownText.plain(head.run.cpu) + ".",
        ]
        if !summary.questions.isEmpty { blocks.append(Self.list(summary.questions)) }
        if !head.notes.isEmpty { blocks.append(Self.list(head.notes.map { "Note: \($0.message); \($0.remedy)." })) }
        blocks += table(summary.changed, &room)
        for (title, rows) in summary.unchanged { blocks += MarkdownPage.folded(title, table(rows, &room)) }
        blocks += folded("\(Counted.text(head.removed.count, "case")) only in the base", head.removed, &room)
        blocks += folded("\(Counted.text(head.added.count, "case")) only in the head", head.added, &room)
        blocks += folded("not comparable", summary.incomparable, &room)
        return blocks
    }

    private func folded(_ title: String, _ lines: [String], _ room: inout Int) -> [String] {
        let shown = fitting(lines, &room) { $0 }
        let rest = lines.count - shown.count
        return MarkdownPage.folded(
            title, lines.isEmpty ? [] : [Self.list(shown + (rest > 0 ? ["… and \(rest) more"] : []))])
    }

    private func table(_ rows: [ChangeRow], _ room: inout Int) -> [String] {
        let cells = rows.map { row in
            [
                row.verdict.sign, MarkdownText.code(row.id), MarkdownText.code(row.metric), row.base, row.head,
                row.change, MarkdownText.plain(row.chance), MarkdownText.plain(row.remark),
            ]
        }
        let shown = fitting(cells, &room) { $0.joined(separator: " | ") }
        let table = MarkdownTable(
            columns: [
                .init(""), .init("case"), .init("metric"), .init("base", .trailing), .init("head", .trailing),
                .init("change", .trailing), .init("chance", .trailing), .init(""),
            ], rows: shown)
        let rest = rows.count - shown.count
        return [table.block].compactMap { $0 } + (rest > 0 ? ["… and \(rest) more."] : [])
    }

    /// The first of the rows, as many as there is room for.
    private func fitting<Row>(_ rows: [Row], _ room: inout Int, _ text: (Row) -> String) -> [Row] {
        var left = room
        let shown = rows.prefix { row in
            left -= text(row).count + 8
            return left >= 0
        }
        room = max(0, left)
        return Array(shown)
    }

    private static func list(_ lines: [String]) -> String {
        lines.map { "- \(MarkdownText.plain($0))" }.joined(separator: "\n")
    }
}
