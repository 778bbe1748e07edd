import Report

/// A report for a browser, in one page that needs no network: the answer first, then pictures of it, then every case, at
/// the end where the figures come from. All of it is readable without its script, which adds filters and hovering.
public struct HTMLRenderer: Renderer {
    /// The name users give.
    public let name = "html"
    /// The ending of its files.
    public let fileExtension = "html"

    /// A page that shows everything of more cases than this opens slowly.
    private static let roomy = 1500

    /// The renderer has no options.
    public init() {}

    /// The page; parts without content are left out.
    public func render(_ report: Report) -> String {
        let questions = Question.all(of: report)
        let kinds = MarkKinds(report)
        let summary = ReportSummary(report)
        let isBrief = report.cases.count { !$0.isRoof && $0.hasFigures } > Self.roomy
        let sections = [
            HTMLSummary.section(of: report, summary),
            HTMLComparisons.section(of: report, questions, kinds, isBrief: isBrief),
            HTMLRoofline.section(of: report, questions, kinds),
            HTMLBreakdown.section(of: questions),
            HTMLCurves.section(of: report.series),
            HTMLCases.section(of: report, questions, isBrief: isBrief),
            HTMLOrigin.section(of: report),
        ]
        return Page(
            title: summary.title, kicker: "\(report.tool.name) report", lead: summary.extent + ".",
            sections: sections.compactMap { $0 },
            foot: "\(report.tool.name) \(report.tool.version), commit \(report.tool.commit.prefix(12)), "
                + "run \(report.run.id)"
        ).html
    }
}
