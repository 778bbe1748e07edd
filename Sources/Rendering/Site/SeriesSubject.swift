import History
import Report

/// What a series is of, in words.
struct SeriesSubject {
    let host: String
    let caseID: String
    let metric: String
    let workload: String
    /// `int8/avx2, warm, kernel`.
    let words: String

    init(_ caseID: String, _ metric: String, on host: String) {
        (self.caseID, self.metric, self.host) = (caseID, metric, host)
        let id = CaseID(caseID)
        workload = id?.workload ?? caseID
        let conditions = FindingGrid.text(of: id?.conditionText ?? "")
        words = (id?.variant ?? "") + (conditions.isEmpty ? "" : ", \(conditions)")
    }

    init(_ series: HistorySeries) {
        self.init(series.caseID, series.metric.name, on: series.host)
    }

    init(_ finding: Gate.Finding, on host: String) {
        self.init(finding.caseID, finding.metric.name, on: host)
    }

    var anchor: String { SiteAddress.anchor(caseID, metric, on: host) }

    /// From the folder of the site.
    var address: String { SiteAddress.series(caseID, metric, on: host) }
}
