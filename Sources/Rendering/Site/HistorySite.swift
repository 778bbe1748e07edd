import Basics
import History
import Report

/// A static site over a history: an overview, a page a suite, a page a workload. Pages link to each other by relative
/// addresses and need nothing else.
public struct HistorySite {
    /// A page and where it goes.
    public struct File: Sendable {
        /// From the folder of the site.
        public let path: String
        /// The document.
        public let html: String
    }

    private static let root = ""
    /// Changes of the last runs of a suite are news.
    private static let lately = 30
    private static let mostChanges = 200

    private let history: HistoryOverview
    private let foot: String

    /// A site.
    /// - Parameter program: who made it, such as `bench 0.1.0`.
    public init(of history: HistoryOverview, program: String) {
        self.history = history
        foot = "made by \(program)"
    }

    /// The pages of a suite.
    public func pages(of suite: SuiteHistory) async -> [File] {
        let (workloads, runs, foot) = (WorkloadHistory.all(of: suite), RunAxis(suite.runs), foot)
        let gates = history.gates.map { $0.only(suite: suite.suite) }.filter { !$0.runs.isEmpty }
        async let first = Self.file(
            SuitePage(history: suite, gates: gates, workloads: workloads, runs: runs).page, foot,
            SiteAddress.suite(suite.suite))
        let others = await workloads.inParts { part in
            part.map { workload in
                Self.file(
                    WorkloadPage(suite: suite.suite, workload: workload, runs: runs).page, foot,
                    SiteAddress.workload(workload.name, of: suite.suite))
            }
        }
        return await [first] + others.flatMap { $0 }
    }

    private static func file(_ page: Page, _ foot: String, _ path: String) -> File {
        var page = page
        page.foot = foot
        return File(path: path, html: page.html)
    }

    /// The first page: what changed lately, and the suites.
    public var overview: File {
        var changes = ChangesTable()
        for suite in history.suites {
            let news = Set(suite.runs.suffix(Self.lately).map(\.name))
            changes.add(suite.followed) { news.contains($0.after.name) }
        }
        let newest = history.suites.compactMap(\.runs.last).max { $0.isBefore($1) }
        let values: [String: Any] = [
            "isEmpty": changes.isEmpty,
            "none": "No figure changed for good in the last \(Self.lately) runs of a suite.",
            "hint": "In the last \(Self.lately) runs of a suite. "
                + ChangesTable.hint(changes.count, shown: Self.mostChanges),
            "changes": changes.table(most: Self.mostChanges, root: Self.root), "figures": [PageFigure](),
            "has-figures": false,
        ]
        return Self.file(
            Page(
                title: "How the figures moved", kicker: "history",
                lead: newest.map { "The newest run is of \(RunText.night($0)), commit \(RunText.commit($0))." } ?? "",
                sections: [
                    NightSection.section(history.gates, root: Self.root),
                    .init(
                        id: "changes", title: "What changed lately",
                        html: PageTemplates.render("site-changes", values)),
                    .init(id: "suites", title: "Suites", html: suiteTable.html),
                ], foot: ""), foot, SiteAddress.overview)
    }

    private var suiteTable: PageTable {
        PageTable(
            caption: "Suites",
            columns: [
                .init(text: "Suite"), .init(text: "Newest run"), .init(text: "Runs", isNumber: true),
                .init(text: "Figures", isNumber: true), .init(text: "Worse in the newest night", isNumber: true),
            ],
            rows: history.suites.map { suite in
                let worse = history.gates.reduce(0) { $0 + $1.only(suite: suite.suite).regressions.count }
                return .init(cells: [
                    .init(text: suite.suite, isHeading: true, address: SiteAddress.suite(suite.suite)),
                    .init(text: suite.runs.last.map(RunText.night) ?? ""),
                    .init(text: Counted.number(suite.runs.count), isNumber: true),
                    .init(text: Counted.number(suite.followed.count), isNumber: true),
                    .init(text: Counted.number(worse), isNumber: true),
                ])
            })
    }
}
