import Report

/// The part of the page that is read first: what failed, the answer, and what may have spoiled it.
enum HTMLSummary {
    /// More than this are no key figures.
    private static let keyFigures = 6

    /// A finding as a sentence.
    private struct Sentence {
        let text: String
        let data: String
        let provenance: String
        let source: String?

        init(_ finding: Report.Finding) {
            text = finding.statement
            data = DataAttributes.of(finding)
            provenance = finding.provenance.rawValue
            source = finding.source
        }
    }

    /// A finding as a number to be seen from afar.
    private struct KeyFigure {
        let subject: String
        let number: String
        let range: String
        let data: String

        /// - Parameter grid: the table that it stands in.
        init(_ finding: Report.Finding, in grid: FindingGrid?) {
            let figure =
                grid?.figures[finding.name] ?? Figure(finding.value, unit: finding.unit, interval: finding.interval)
            let words = finding.statement.split(separator: ": ", maxSplits: 1)
            subject = grid?.headings[finding.name] ?? (words.count == 2 ? String(words[0]) : finding.name)
            (number, range) = (figure.number, figure.range)
            data = DataAttributes.of(finding)
        }
    }

    private struct Grid {
        let heading: String
        let remark: String
        let table: PageTable
        /// The findings in sentences, folded.
        let sentences: [Sentence]

        init(_ grid: FindingGrid) {
            heading = grid.title
            remark = grid.note
            table = PageTable(
                caption: grid.title,
                columns: grid.columns.map { .init(text: $0.title, isNumber: $0.alignment == .trailing) },
                rows: zip(grid.rows, grid.cells).map { texts, findings in
                    .init(
                        cells: [.init(text: texts[0], isHeading: true)]
                            + zip(texts.dropFirst(), findings).map { text, finding in
                                .init(text: text, data: finding.map(DataAttributes.of) ?? "", isNumber: true)
                            })
                })
            sentences = grid.findings.map(Sentence.init)
        }
    }

    private struct Failure {
        let id: String
        let check: String
        let detail: String
    }

    static func section(of report: Report, _ summary: ReportSummary) -> Page.Section {
        let (grids, rest) = FindingGrid.all(of: report.findings)
        let (open, further) = (rest.prefix(ReportSummary.headlines), rest.dropFirst(ReportSummary.headlines))
        let (key, keyTitle) = keyFigures(of: report.findings, grids)
        let html = PageTemplates.render(
            "report-summary",
            [
                "failures": summary.failures.map { Failure(id: $0.id, check: $0.check.name, detail: $0.check.detail) },
                "failure-count": Counted.text(Set(summary.failures.map(\.id)).count, "case"),
                "has-failures": !summary.failures.isEmpty,
                "key-title": keyTitle, "key-figures": key, "has-key-figures": !key.isEmpty,
                "verdicts": summary.verdicts, "has-verdicts": !summary.verdicts.isEmpty,
                "band": Report.Verdict.legend(band: report.run.options?["band"]),
                "headlines": grids.filter(\.isHeadline).map(Grid.init),
                "folded": grids.filter { !$0.isHeadline }.map(Grid.init),
                "findings": open.map(Sentence.init), "has-findings": !open.isEmpty,
                "further": further.map(Sentence.init), "has-further": !further.isEmpty,
                "further-count": Counted.text(further.count, "further finding"),
                "warnings": report.run.warnings, "has-warnings": !report.run.warnings.isEmpty,
            ] as [String: Any])
        return .init(id: "summary", title: "Summary", html: html)
    }

    /// The findings of the first one's kind and conditions: what the suite was asked for.
    private static func keyFigures(
        of findings: [Report.Finding], _ grids: [FindingGrid]
    ) -> (figures: [KeyFigure], title: String) {
        func question(_ finding: Report.Finding) -> (kind: Substring, conditions: Substring) {
            (finding.name.prefix { $0 != "." }, finding.name.drop { $0 != ":" }.dropFirst())
        }
        guard let first = findings.first.map(question) else { return ([], "") }
        let chosen = findings.filter { question($0) == first }.prefix(keyFigures)
        let grid = grids.first { $0.findings.contains { $0.name == chosen.first?.name } }
        let conditions = FindingGrid.text(of: first.conditions)
        let title = (grid?.title ?? "Key figures") + (conditions.isEmpty ? "" : ": \(conditions)")
        return (chosen.map { KeyFigure($0, in: grid) }, title)
    }
}
