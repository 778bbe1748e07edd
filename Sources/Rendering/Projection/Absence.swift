import Report

/// A metric that some cases lack for the same reason.
struct Absence {
    let metric: String
    let reason: String
    /// How many cases lack it for this reason.
    let cases: Int
    /// The variants of those cases; empty where these are all variants.
    let variants: [String]

    private struct Key: Hashable {
        let metric: String
        let reason: String
    }

    /// Every metric and reason of the report, by metric.
    static func all(of report: Report) -> [Absence] {
        all(of: report.cases)
    }

    /// Every metric and reason of some cases, by metric.
    static func all(of lacking: [Report.Case]) -> [Absence] {
        var cases: [Key: [Report.Case]] = [:]
        for each in lacking {
            for case (let name, .unavailable(_, let reason)) in each.metrics {
                cases[Key(metric: name, reason: reason), default: []].append(each)
            }
        }
        let all = Set(lacking.filter { !$0.isRoof }.map(\.variant))
        return Report.inOrder(cases.keys.map(\.metric)).flatMap { name in
            cases.filter { $0.key.metric == name }.sorted { $0.key.reason < $1.key.reason }.map { key, cases in
                let variants = cases.map(\.variant).uniqued()
                return Absence(
                    metric: name, reason: key.reason, cases: cases.count,
                    variants: all.isSubset(of: variants) ? [] : variants)
            }
        }
    }
}
