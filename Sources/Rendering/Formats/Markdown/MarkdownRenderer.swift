import Report

/// A report for a pull request: failed checks, findings and warnings first, then a table a question, the rest
/// folded, the machine at the end.
public struct MarkdownRenderer: Renderer {
    /// The name users give.
    public let name = "markdown"
    /// The ending of its files.
    public let fileExtension = "md"

    /// The renderer has no options.
    public init() {}

    /// The page; parts without content are left out.
    public func render(_ report: Report) -> String {
        let questions = Question.all(of: report)
        let band = report.run.options?["band"].map(MarkdownText.plain)
        var blocks = MarkdownHead.blocks(of: report)
        blocks += questions.prefix(1).flatMap { MarkdownQuestion.models($0, band: band) }
        blocks += questions.prefix(1).flatMap { MarkdownQuestion.open($0, band: band) }
        blocks += MarkdownCurves.open(report.series)
        blocks += questions.dropFirst().flatMap { MarkdownQuestion.folded($0, band: band) }
        blocks += questions.prefix(1).flatMap(MarkdownQuestion.furtherFigures)
        blocks += questions.prefix(1).flatMap(MarkdownDetails.tails)
        blocks += MarkdownDetails.roofs(of: report)
        blocks += questions.prefix(1).flatMap(MarkdownDetails.counters)
        blocks += MarkdownDetails.absences(of: report)
        blocks += MarkdownDetails.checks(of: report)
        blocks += MarkdownCurves.folded(report.series)
        blocks += MarkdownHost.blocks(of: report)
        return MarkdownPage.text(blocks) + "\n"
    }
}
