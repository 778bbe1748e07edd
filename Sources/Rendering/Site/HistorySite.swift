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

    private let foot: String
    private var suites: [Suite] = []
    private var changes = ChangesTable()

    private struct Suite {
        let name: String
        let figures: Int
        let runs: Int
        let newest: HistoryRun?
        let gates: [Gate]
    }

    /// A site without a suite.
    /// - Parameter program: who made it, such as `bench 0.1.0`.
    public init(program: String) {
        foot = "made by \(program)"
    }

    /// Adds a suite.
    /// - Returns: its pages.
    public mutating func add(_ history: SuiteHistory) async -> [File] {
        let news = Set(history.runs.suffix(Self.lately).map(\.name))
        changes.add(history.followed) { news.contains($0.after.name) }
        suites.append(
            .init(
                name: history.suite, figures: history.followed.count, runs: history.runs.count,
                newest: history.runs.last, gates: history.gates))
        let (workloads, runs, foot) = (WorkloadHistory.all(of: history), RunAxis(history.runs), foot)
        async let first = Self.file(
            SuitePage(history: history, workloads: workloads, runs: runs).page, foot, SiteAddress.suite(history.suite))
        let others = await workloads.inParts { part in
            part.map { workload in
                Self.file(
                    WorkloadPage(suite: history.suite, workload: workload, runs: runs).page, foot,
                    SiteAddress.workload(workload.name, of: history.suite))
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
        let newest = suites.compactMap(\.newest).max { $0.isBefore($1) }
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
                    NightSection.section(suites.flatMap(\.gates), root: Self.root),
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
            rows: suites.map { suite in
                .init(cells: [
                    .init(text: suite.name, isHeading: true, address: SiteAddress.suite(suite.name)),
                    .init(text: suite.newest.map(RunText.night) ?? ""),
                    .init(text: Counted.number(suite.runs), isNumber: true),
                    .init(text: Counted.number(suite.figures), isNumber: true),
                    .init(text: Counted.number(suite.gates.reduce(0) { $0 + $1.regressions.count }), isNumber: true),
                ])
            })
    }
}
