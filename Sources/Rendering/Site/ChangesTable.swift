import History
import Report

/// Changes of many series, the newest first.
struct ChangesTable {
    private struct Entry {
        let subject: SeriesSubject
        let metric: HistoryMetric
        let change: SeriesTrend.Change
    }

    private var entries: [Entry] = []

    var count: Int { entries.count }
    var isEmpty: Bool { entries.isEmpty }

    /// - Parameter isIncluded: whether a change belongs in the table.
    mutating func add(
        _ followed: [SuiteHistory.Followed], where isIncluded: (SeriesTrend.Change) -> Bool
    ) {
        for each in followed {
            let subject = SeriesSubject(each.series)
            entries += each.trend.changes.filter(isIncluded).map {
                Entry(subject: subject, metric: each.series.metric, change: $0)
            }
        }
    }

    /// What the table holds, in a sentence.
    static func hint(_ count: Int, shown most: Int) -> String {
        Counted.text(count, "change") + (count > most ? ", of which the newest \(Counted.number(most)) are listed" : "")
            + "; a change is a step that lasted, one outlier is none."
    }

    /// - Parameters:
    ///   - most: rows at most.
    ///   - root: from the page to the folder of the site.
    func table(most: Int, root: String) -> PageTable {
        let sorted = entries.sorted {
            ($1.change.after.started, $0.subject.caseID) < ($0.change.after.started, $1.subject.caseID)
        }
        return PageTable(
            caption: "Changes, the newest first",
            columns: [
                .init(text: "From"), .init(text: "Case"), .init(text: "Metric"), .init(text: "Change", isNumber: true),
                .init(text: "Between commits"), .init(text: "p", isNumber: true),
            ],
            rows: sorted.prefix(most).map { row($0, root: root) })
    }

    private func row(_ entry: Entry, root: String) -> PageTable.Row {
        let change = entry.change
        let data = change.ratio.map { DataAttributes.of($0, change.interval) } ?? ""
        return .init(cells: [
            .init(text: RunText.night(change.after)),
            .init(text: entry.subject.caseID, isHeading: true, address: root + entry.subject.address),
            .init(text: entry.metric.name),
            .init(
                text: "\(TrendText.sign(change.isBetter)) \(TrendText.size(of: change, entry.metric))", data: data,
                isNumber: true),
            .init(text: "\(RunText.commit(change.before)) … \(RunText.commit(change.after))"),
            .init(text: change.interval == nil ? "exact" : TrendText.probability(change.pValue), isNumber: true),
        ])
    }
}
