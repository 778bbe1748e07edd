import Report

/// A metric that some cases lack for the same reason.
struct Absence: Hashable {
    let metric: String
    let reason: String

    /// Every reason of the report with the number of cases it holds for, by metric.
    static func all(of report: Report) -> [(absence: Absence, cases: Int)] {
        var counts: [Absence: Int] = [:]
        for each in report.cases {
            for case (let name, .unavailable(_, let reason)) in each.metrics {
                counts[Absence(metric: name, reason: reason), default: 0] += 1
            }
        }
        return MetricNames.sorted(counts.keys.map(\.metric)).flatMap { name in
            counts.filter { $0.key.metric == name }.sorted { $0.key.reason < $1.key.reason }.map {
                ($0.key, $0.value)
            }
        }
    }
}
