import History
import Report

/// A comparison for a terminal: the verdict, what changed, and how much did not.
public struct ComparisonText: Sendable {
    /// So many lines of what is undecided.
    private static let listed = 12
    private let colours: Bool
    private let width: Int?

    /// - Parameters:
    ///   - colours: whether to use them.
    ///   - width: columns of the terminal; nil for no limit.
    public init(colours: Bool = false, width: Int? = nil) {
        self.colours = colours
        self.width = width
    }

    /// Lines for a terminal.
    public func render(_ comparison: ReportComparison) -> String {
        comparison.heads.map { head($0, comparison.base) }.joined(separator: "\n\n") + "\n"
    }

    private func head(_ head: HeadComparison, _ base: ComparedRun) -> String {
        let summary = ComparisonSummary(head, base: base)
        let style: TextStyle = head.count(of: .regression) > 0 ? .bad : .strong
        var lines = [styled(summary.verdict, style), summary.sides] + summary.questions
        lines += head.notes.map { styled("note: \($0.message); \($0.remedy)", .warning) }
        lines += table("", summary.changed)
        for (title, rows) in summary.unchanged where rows.first?.verdict == .undecided {
            lines += table(title, Array(rows.prefix(Self.listed)))
            let rest = rows.count - Self.listed
            if rest > 0 { lines.append("… and \(rest) more; --format markdown or json has all") }
        }
        lines += listed("\(Counted.text(head.removed.count, "case")) only in the base", head.removed)
        lines += listed("\(Counted.text(head.added.count, "case")) only in the head", head.added)
        lines += listed("not comparable", summary.incomparable)
        return lines.joined(separator: "\n")
    }

    private func table(_ title: String, _ rows: [ChangeRow]) -> [String] {
        guard !rows.isEmpty else { return [] }
        let table = TextTable(
            columns: [
                .init("case"), .init("metric"), .init("base", .trailing), .init("head", .trailing),
                .init("change", .trailing), .init("chance", .trailing), .init("verdict"), .init(""),
            ],
            rows: rows.map { row in
                [
                    .init(row.id), .init(row.metric), .init(row.base), .init(row.head),
                    .init(row.change, row.verdict.style), .init(row.chance, .faint),
                    .init("\(row.verdict.sign) \(row.verdict.rawValue)", row.verdict.style), .init(row.remark, .faint),
                ]
            })
        return [""] + (title.isEmpty ? [] : [styled(title, .strong)]) + table.lines(width: width, colours: colours)
    }

    private func listed(_ title: String, _ lines: [String]) -> [String] {
        guard !lines.isEmpty else { return [] }
        let rest = lines.count - Self.listed
        return ["", styled(title, .strong)] + lines.prefix(Self.listed).map(TextWidth.printable)
            + (rest > 0 ? ["… and \(rest) more"] : [])
    }

    private func styled(_ text: String, _ style: TextStyle) -> String {
        let text = TextWidth.printable(text)
        return colours ? style.coloured(text) : text
    }
}
