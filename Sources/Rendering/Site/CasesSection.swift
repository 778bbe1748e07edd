import Charts
import History
import Report

/// All figures of a suite that are followed, a table a workload.
enum CasesSection {
    /// Runs that a row's curve shows.
    private static let span = 60
    /// More rows than these are folded.
    private static let roomy = 100

    private struct CaseSet: Sendable {
        let workload: String
        let anchor: String
        let charts: String
        let count: String
        let isOpen: Bool
        let table: PageTable
        let constant: String
    }

    /// - Parameter root: from the page to the folder of the site.
    static func section(
        _ history: SuiteHistory, _ workloads: [WorkloadHistory], _ gates: [Gate], root: String
    ) -> Page.Section {
        let signs = NewestSigns(gates)
        let isOpen = history.followed.count <= roomy
        let sets = workloads.map { workload in
            let (varying, constant) = workload.parted
            return CaseSet(
                workload: workload.name, anchor: "workload-\(workload.name)",
                charts: root + SiteAddress.workload(workload.name, of: history.suite),
                count: Counted.text(varying.count, "figure"), isOpen: isOpen,
                table: PageTable(
                    caption: "Cases of \(workload.name)",
                    columns: [
                        .init(text: "Case"), .init(text: "Metric"), .init(text: "Trend"),
                        .init(text: "Newest", isNumber: true), .init(text: "Last change"),
                    ],
                    rows: varying.map { row($0, signs, root: root) }),
                constant: constant.isEmpty
                    ? "" : "\(Counted.text(constant.count, "figure is", "figures are")) the same in all runs. ")
        }
        return .init(
            id: "cases", title: "All cases",
            html: PageTemplates.render("site-cases", ["sets": sets, "span": "\(span)"] as [String: Any]))
    }

    private static func row(_ each: SuiteHistory.Followed, _ signs: NewestSigns, root: String) -> PageTable.Row {
        let (series, trend) = (each.series, each.trend)
        let subject = SeriesSubject(series)
        let last = series.points.last
        let newest = last.map { Figure($0.value, of: series.metric, interval: $0.interval).full } ?? ""
        let sign = signs.sign(of: subject)
        let change = trend.changes.last.map { TrendText.line($0, series.metric) }
        return .init(
            rowID: subject.anchor,
            cells: [
                .init(text: subject.words, isHeading: true, address: root + subject.address),
                .init(text: subject.metric), .init(picture: sparkline(each, subject)),
                .init(
                    text: sign.map { "\($0) \(newest)" } ?? newest,
                    data: last.map { DataAttributes.of($0.value, $0.interval) } ?? "", isNumber: true),
                .init(text: change ?? (trend.drift == nil ? "none" : TrendText.lines(trend).joined(separator: "; "))),
            ])
    }

    private static func sparkline(_ each: SuiteHistory.Followed, _ subject: SeriesSubject) -> String {
        let left = max(0, each.series.points.count - span)
        let line = Sparkline(
            id: "\(subject.anchor)-line", title: TrendText.lines(each.trend).last ?? "no change",
            values: each.series.points[left...].map(\.value),
            marked: each.trend.changes.map { $0.index - left })
        return (try? line.svg()) ?? ""
    }
}

/// What the newest nights say of a series.
private struct NewestSigns {
    private var signs: [String: String] = [:]

    init(_ gates: [Gate]) {
        for gate in gates {
            for finding in gate.regressions {
                signs[SeriesSubject(finding, on: gate.host).anchor] = TrendText.sign(false)
            }
            for finding in gate.improvements {
                signs[SeriesSubject(finding, on: gate.host).anchor] = TrendText.sign(true)
            }
        }
    }

    func sign(of subject: SeriesSubject) -> String? { signs[subject.anchor] }
}
