import History
import Report

/// The page of a suite: tonight's verdict, what changed with its charts, all cases, the runs.
struct SuitePage {
    private static let root = "../"
    /// The newest changes get a chart here; others are on the pages of their workloads.
    private static let drawn = 24
    private static let mostChanges = 500

    let history: SuiteHistory
    let gates: [Gate]
    let workloads: [WorkloadHistory]
    let runs: RunAxis

    var page: Page {
        var page = Page(
            title: history.suite, kicker: "history",
            lead: "\(Counted.text(history.followed.count, "figure")) over \(Counted.text(history.runs.count, "run")), "
                + (history.runs.last.map { "the newest of \(RunText.night($0)), commit \(RunText.commit($0))." } ?? ""),
            sections: [
                NightSection.section(gates, root: Self.root), changes,
                CasesSection.section(history, workloads, gates, root: Self.root), runs.section,
            ], foot: "")
        page.ancestors = [.init(name: "overview", address: Self.root + SiteAddress.overview)]
        return page
    }

    private var changes: Page.Section {
        var table = ChangesTable()
        table.add(history.followed) { _ in true }
        let figures = history.followed.compactMap { each in each.trend.changes.last.map { (each, $0) } }
            .sorted { $1.1.after.isBefore($0.1.after) }.prefix(Self.drawn)
            .map { TrendFigure(series: $0.0.series, trend: $0.0.trend, runs: runs, prefix: "change-").figure }
        let values: [String: Any] = [
            "isEmpty": table.isEmpty, "none": "No figure changed for good.",
            "hint": ChangesTable.hint(table.count, shown: Self.mostChanges),
            "changes": table.table(most: Self.mostChanges, root: Self.root), "figures": figures,
            "has-figures": !figures.isEmpty,
        ]
        return .init(id: "changes", title: "Changes", html: PageTemplates.render("site-changes", values))
    }
}
