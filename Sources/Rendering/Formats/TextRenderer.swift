import Report

/// The report for a terminal: what failed, what was found, and a table for each set of conditions.
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
        let summary = ReportSummary(report)
        var lines = summary.failures.map {
            styled("FAILED \($0.id): \($0.check.name): \($0.check.detail)", .bad)
        }
        lines.append(styled(summary.title, .strong))
        lines.append(summary.extent)
        lines += report.findings.map { finding in
            let figure = Figure(finding.value, unit: finding.unit, interval: finding.interval)
            return
                "• \(TextWidth.printable(finding.statement)): \(figure.full) (\(finding.provenance.rawValue))"
        }
        lines += report.run.warnings.map { styled("warning: \($0.message); \($0.remedy)", .warning) }
        for table in CaseTable.all(of: report.cases, comparisons: report.comparisons) {
            lines += ["", styled(table.conditions.isEmpty ? "all cases" : table.conditions, .strong)]
            lines += table.table.lines(width: width, colours: colours)
        }
        let absences = Absence.all(of: report)
        if !absences.isEmpty { lines += ["", styled("unavailable", .strong)] }
        lines += absences.map { absence, cases in
            TextWidth.printable("\(absence.metric): \(absence.reason) (\(Counted.text(cases, "case")))")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func styled(_ text: String, _ style: TextStyle) -> String {
        let text = TextWidth.printable(text)
        return colours ? style.coloured(text) : text
    }
}
