import RealModule
import Report

/// What both sides say of a case by one metric.
struct FigurePair {
    let id: String
    let base: Report.MetricValue
    let head: Report.MetricValue

    /// The logarithms of a side's launches; nil where it had one process alone, or a value is not positive.
    static func logs(of metric: Report.MetricValue) -> [Double]? {
        guard let launches = metric.launches, launches.count > 1, launches.allSatisfy({ $0 > 0 }) else { return nil }
        return launches.map { .log($0) }
    }
}

/// The figures of matched cases by one metric.
struct MetricFigures {
    let metric: String
    let repetition: Report.Repetition
    private(set) var pairs: [FigurePair] = []
    private(set) var incomparable: [Incomparable] = []

    /// The metrics of matched cases, in the order of the table of metrics; what neither side has a figure of is left out.
    static func metrics(of matched: [Matching.Pair]) -> [(name: String, repetition: Report.Repetition)] {
        var provenances: [String: Report.Provenance] = [:]
        for pair in matched {
            for metrics in [pair.base.metrics, pair.head.metrics] {
                for case (let name, .value(let value)) in metrics { provenances[name] = value.provenance }
            }
        }
        return Report.inOrder(provenances.keys).map { name in
            (name, Report.repetition(of: name, provenance: provenances[name] ?? .measured))
        }
    }

    init(_ metric: String, _ repetition: Report.Repetition, _ matched: [Matching.Pair]) {
        self.metric = metric
        self.repetition = repetition
        for pair in matched {
            switch (pair.base.metrics[metric], pair.head.metrics[metric]) {
            case (.value(let base), .value(let head)):
                if let reason = Self.obstacle(base, head) {
                    refuse(pair.id, reason)
                } else {
                    pairs.append(FigurePair(id: pair.id, base: base, head: head))
                }
            case (.value, let other): refuse(pair.id, "the head has none: \(Self.reason(other, pair.head))")
            case (let other, .value): refuse(pair.id, "the base has none: \(Self.reason(other, pair.base))")
            default: break
            }
        }
    }

    private mutating func refuse(_ id: String, _ reason: String) {
        incomparable.append(Incomparable(id: id, metric: metric, reason: reason))
    }

    private static func obstacle(_ base: Report.MetricValue, _ head: Report.MetricValue) -> String? {
        if base.unit != head.unit { return "it is in \(head.unit), the base in \(base.unit)" }
        if base.better != head.better { return "its direction differs" }
        if base.provenance != head.provenance {
            return "it is \(head.provenance.rawValue), the base \(base.provenance.rawValue)"
        }
        return nil
    }

    private static func reason(_ metric: Report.Metric?, _ entry: Report.Case) -> String {
        if let check = entry.checks.first(where: { !$0.passed }) {
            return "the check \(check.name) failed: \(check.detail)"
        }
        guard case .unavailable(_, let reason) = metric else { return "it was not asked for" }
        return reason
    }
}
