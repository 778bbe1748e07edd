import History

/// The verdict on a night as a page of Markdown, such as a job's summary.
public enum GateMarkdown {
    /// More rows than this are counted.
    private static let rows = 200

    /// The verdict first, then what is worse and better, the rest folded.
    public static func text(_ gate: Gate) -> String {
        let sign = gate.regressions.isEmpty ? "" : TrendText.sign(false) + " "
        let blocks =
            ["### \(sign)\(MarkdownText.plain(GateText.verdict(gate)))"]
            + table(gate.regressions, isBetter: false) + table(gate.improvements, isBetter: true)
            + MarkdownPage.folded(
                GateText.unjudged(gate) ?? "",
                gate.short.isEmpty
                    ? []
                    : [GateText.shortLines(gate.short).map { "- \(MarkdownText.plain($0))" }.joined(separator: "\n")])
        return MarkdownPage.text(blocks) + "\n"
    }

    private static func table(_ findings: [Gate.Finding], isBetter: Bool) -> [String] {
        let table = MarkdownTable(
            columns: [
                .init(""), .init("case"), .init("metric"), .init("change", .trailing), .init("newest", .trailing),
                .init("expected", .trailing), .init("p", .trailing),
            ],
            rows: findings.prefix(rows).map { finding in
                [
                    TrendText.sign(isBetter), MarkdownText.code(finding.caseID),
                    MarkdownText.code(finding.metric.name), GateText.change(finding),
                    Figure(finding.value, of: finding.metric).number,
                    Figure(finding.expected, of: finding.metric, interval: finding.range).full,
                    MarkdownText.plain(TrendText.probability(finding.pValue)),
                ]
            })
        let rest = findings.count - rows
        return [table.block].compactMap { $0 } + (rest > 0 ? ["… and \(Counted.number(rest)) more."] : [])
    }
}
