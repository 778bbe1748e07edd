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

    private static func findings(_ findings: [Report.Finding]) -> [String] {
        guard !findings.isEmpty else { return [] }
        let items = findings.map { "- \(MarkdownText.plain($0.statement))" }
        let rest = items.dropFirst(ReportSummary.headlines)
        return ["## Findings", items.prefix(ReportSummary.headlines).joined(separator: "\n")]
            + MarkdownPage.folded(
                Counted.text(rest.count, "further finding"),
                rest.isEmpty ? [] : [rest.joined(separator: "\n")])
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
