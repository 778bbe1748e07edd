import Report

/// The report for a terminal: what failed, what was found, a table for each set of conditions, and the curves.
public struct TextRenderer: Renderer {
    /// The name users give.
    public let name = "text"
    /// The ending of its files.
    public let fileExtension = "txt"
    private let colours: Bool
    private let width: Int?

    /// - Parameters:
    ///   - colours: whether to use them; the caller knows the terminal and `NO_COLOR`.
    ///   - width: columns of the terminal; nil for no limit.
    public init(colours: Bool = false, width: Int? = nil) {
        self.colours = colours
        self.width = width
    }

    /// Lines for a terminal.
    public func render(_ report: Report) -> String {
        var lines = head(report, findings: report.findings) + models(of: report)
        for table in CaseTable.all(of: report.cases, comparisons: report.comparisons) {
            lines += ["", styled(table.conditions.isEmpty ? "all cases" : table.conditions, .strong)]
            lines += table.table.lines(width: width, colours: colours)
        }
        lines += curves(report)
        let absences = Absence.all(of: report)
        if !absences.isEmpty { lines += ["", styled("unavailable", .strong)] }
        lines += absences.map { absence in
            let extent = [Counted.text(absence.cases, "case")] + absence.variants
            return TextWidth.printable("\(absence.metric): \(absence.reason) (\(extent.joined(separator: ", ")))")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// What a run ends with: failures, the first findings, warnings, curves.
    public func summary(of report: Report) -> String {
        let (grids, sentences) = FindingGrid.all(of: report.findings)
        let tables = grids.filter(\.isHeadline)
        let shown = sentences.prefix(ReportSummary.headlines)
        let rest = report.findings.count - shown.count - tables.reduce(0) { $0 + $1.findings.count }
        return
            (head(report, findings: shown, tables)
            + (rest > 0 ? ["… and \(Counted.text(rest, "further finding")) in the report"] : [])
            + models(of: report) + curves(report))
            .joined(separator: "\n") + "\n"
    }

    /// The whole models under the first conditions.
    private func models(of report: Report) -> [String] {
        guard let question = Question.all(of: report).first else { return [] }
        let rows = ModelRow.all(in: question).map { row in row.cells.map { TextTable.Cell($0) } }
        guard !rows.isEmpty else { return [] }
        return ["", styled("whole models, \(question.conditions)", .strong)]
            + TextTable(columns: ModelRow.columns, rows: rows).lines(width: width, colours: colours)
    }

    private func curves(_ report: Report) -> [String] {
        CurveFigure.all(of: report.series).flatMap { ["", styled($0.title, .strong)] + $0.lines }
    }

    private func head(
        _ report: Report, findings: some Sequence<Report.Finding>, _ tables: [FindingGrid] = []
    ) -> [String] {
        let summary = ReportSummary(report)
        return summary.failures.map { styled("FAILED \($0.id): \($0.check.name): \($0.check.detail)", .bad) }
            + [styled(summary.title, .strong), summary.extent]
            + report.run.warnings.map { styled("warning: \($0.message); \($0.remedy)", .warning) }
            + tables.flatMap { grid in
                let rows = grid.rows.map { row in row.map { TextTable.Cell($0) } }
                return ["", styled(grid.note.isEmpty ? grid.title : "\(grid.title). \(grid.note)", .strong)]
                    + TextTable(columns: grid.columns, rows: rows).lines(width: width, colours: colours) + [""]
            }
            + findings.map { "• \(TextWidth.printable($0.statement))" }
    }

    private func styled(_ text: String, _ style: TextStyle) -> String {
        let text = TextWidth.printable(text)
        return colours ? style.coloured(text) : text
    }
}
