import History
import Report

/// The series of one workload.
struct WorkloadHistory: Sendable {
    let name: String
    let followed: [SuiteHistory.Followed]

    /// The workloads of a suite in the order of their first cases.
    static func all(of history: SuiteHistory) -> [WorkloadHistory] {
        let named = history.followed.map { (name: SeriesSubject($0.series).workload, followed: $0) }
        let byName = Dictionary(grouping: named, by: \.name)
        return named.map(\.name).uniqued().map { name in
            WorkloadHistory(name: name, followed: byName[name, default: []].map(\.followed))
        }
    }

    /// Those that ever varied, and those that are the same in all runs.
    var parted: (varying: [SuiteHistory.Followed], constant: [SuiteHistory.Followed]) {
        let isConstant = { (each: SuiteHistory.Followed) in
            let slack = Report.slack(of: each.series.metric.name)
            return each.series.points.allSatisfy { abs($0.value - each.series.points[0].value) <= slack }
        }
        return (followed.filter { !isConstant($0) }, followed.filter(isConstant))
    }
}
