import Report

/// The part of the page that is read first.
enum MarkdownHead {
    static func blocks(of report: Report) -> [String] {
        let summary = ReportSummary(report)
        let verdicts = summary.verdicts.map { " Verdicts on \($0)." }.joined()
        return ["# \(MarkdownText.plain(summary.title))"] + failures(summary)
            + [MarkdownText.plain(summary.extent) + "." + verdicts] + findings(report.findings)
            + warnings(report.run.warnings)
    }

    private static func failures(_ summary: ReportSummary) -> [String] {
        guard !summary.failures.isEmpty else { return [] }
        let count = Set(summary.failures.map(\.id)).count
        let consequence = "computed wrong results and \(count == 1 ? "has" : "have") no figures."
        let heading = "**\(Counted.text(count, "case")) \(consequence)**"
        let items = summary.failures.map { id, check in
            "- \(MarkdownText.code(id)): check \(MarkdownText.code(check.name)): "
                + MarkdownText.plain(check.detail)
        }
        return [alert("CAUTION", [heading, ""] + items)]
    }

    /// The answer in tables, then in sentences; all but the first of either folded.
    private static func findings(_ findings: [Report.Finding]) -> [String] {
        guard !findings.isEmpty else { return [] }
        let (grids, rest) = FindingGrid.all(of: findings)
        let (open, further) = (rest.prefix(ReportSummary.headlines), rest.dropFirst(ReportSummary.headlines))
        return ["## Findings"] + grids.filter(\.isHeadline).flatMap(table) + sentences(open)
            + MarkdownPage.folded(Counted.text(further.count, "further finding"), sentences(further))
            + grids.flatMap { grid in
                MarkdownPage.folded(
                    grid.title + (grid.isHeadline ? ", in sentences" : ""),
                    (grid.isHeadline ? [] : table(grid)) + sentences(of: grid))
            }
    }

    /// The answer's own sentences; of other tables those that fit beside them.
    private static func sentences(of grid: FindingGrid) -> [String] {
        grid.isHeadline || grid.findings.count <= ReportSummary.headlines ? sentences(grid.findings) : []
    }

    private static func table(_ grid: FindingGrid) -> [String] {
        let table = MarkdownTable(
            columns: grid.columns.map { .init(MarkdownText.plain($0.title), $0.alignment) },
            rows: grid.rows.map { $0.map(MarkdownText.plain) })
        return table.block.map {
            ["### \(grid.title)", $0] + (grid.note.isEmpty ? [] : [MarkdownText.plain(grid.note)])
        } ?? []
    }

    private static func sentences(_ findings: some Collection<Report.Finding>) -> [String] {
        findings.isEmpty
            ? [] : [findings.map { "- \(MarkdownText.plain($0.statement))" }.joined(separator: "\n")]
    }

    private static func warnings(_ warnings: [Report.Warning]) -> [String] {
        guard !warnings.isEmpty else { return [] }
        let items = warnings.map { warning in
            "- **\(MarkdownText.plain(warning.code))**: \(MarkdownText.plain(warning.message)). "
                + "*Remedy:* \(MarkdownText.plain(warning.remedy))."
        }
        return [alert("WARNING", items)]
    }

    /// A block that GitHub draws with a colour and a sign.
    private static func alert(_ kind: String, _ lines: [String]) -> String {
        (["[!\(kind)]"] + lines).map { $0.isEmpty ? ">" : "> \($0)" }.joined(separator: "\n")
    }
}
