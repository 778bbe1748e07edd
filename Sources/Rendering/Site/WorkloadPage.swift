import History
import Report

/// The page of a workload: a chart for each of its figures that ever varied.
struct WorkloadPage {
    private static let root = "../../"

    let suite: String
    let workload: WorkloadHistory
    let runs: RunAxis

    var page: Page {
        let (varying, constant) = workload.parted
        var sections: [Page.Section] = []
        if !varying.isEmpty {
            let set = FigureSet(
                "", of: "trends", isOpen: true,
                varying.map { TrendFigure(series: $0.series, trend: $0.trend, runs: runs).figure })
            sections.append(
                .init(
                    id: "trends", title: "Trends",
                    html: PageTemplates.render("report-figures", ["lead": Self.lead, "sets": [set]] as [String: Any])))
        }
        if !constant.isEmpty {
            sections.append(
                .init(
                    id: "constant", title: "The same in all runs",
                    html: Self.table(of: constant).html))
        }
        var page = Page(
            title: workload.name, kicker: "history",
            lead:
                "\(Counted.text(workload.followed.count, "figure")) of \(suite) over \(Counted.text(runs.runs.count, "run")).",
            sections: sections + [runs.section], foot: "")
        page.ancestors = [
            .init(name: "overview", address: Self.root + SiteAddress.overview),
            .init(name: suite, address: Self.root + SiteAddress.suite(suite)),
        ]
        return page
    }

    private static let lead =
        "The line joins the runs, the band is each run's interval, dashed lines are changes that lasted. Point at a chart, "
        + "or walk through it with the arrow keys, for a run's date and commit."

    private static func table(of constant: [SuiteHistory.Followed]) -> PageTable {
        PageTable(
            caption: "Figures that are the same in all runs",
            columns: [
                .init(text: "Case"), .init(text: "Metric"), .init(text: "Figure", isNumber: true),
                .init(text: "Runs", isNumber: true), .init(text: "Host"),
            ],
            rows: constant.map { each in
                let subject = SeriesSubject(each.series)
                let value = each.series.points.first?.value ?? 0
                return .init(
                    rowID: subject.anchor,
                    cells: [
                        .init(text: subject.words, isHeading: true), .init(text: subject.metric),
                        .init(
                            text: Figure(value, of: each.series.metric).number, data: DataAttributes.of(value, nil),
                            isNumber: true),
                        .init(text: Counted.number(each.series.points.count), isNumber: true),
                        .init(text: subject.host),
                    ])
            })
    }
}
