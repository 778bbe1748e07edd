import Report

/// The cases of a report in figures that mean the same on every machine: their ratios to the fastest dense FP32 kernel of
/// their group, and their shares of the machine's peak.
enum RelativeCases {
    /// The metric that a comparison of a report becomes.
    static let ratio = "ratio-to-baseline"

    static func cases(of report: Report) -> [Report.Case] {
        let comparisons = Dictionary(grouping: report.comparisons.filter { $0.metric == "time" }, by: \.variant)
        let cases = report.cases.filter { !$0.isRoof }.map { relative($0, comparisons[$0.id]?.first) }
        return cases + fastest(of: cases)
    }

    private static func relative(_ entry: Report.Case, _ comparison: Report.Comparison?) -> Report.Case {
        var entry = entry
        var metrics = entry.metrics.filter { name, metric in
            guard case .value(let value) = metric else { return true }
            return name == "peak-share" || Report.repetition(of: name, provenance: value.provenance) == .exact
        }
        metrics[ratio] = comparison.map { comparison in
            .value(
                .init(
                    unit: "1", better: .lower, provenance: .derived, value: comparison.ratio,
                    interval: comparison.interval, confidence: comparison.confidence, count: comparison.rounds,
                    launches: comparison.launches))
        }
        entry.metrics = metrics
        return entry
    }

    /// For each group and kind of variant the fastest one, as `int8/fastest`: another instruction set has other kernels, and
    /// what is asked is what the precision gains.
    private static func fastest(of cases: [Report.Case]) -> [Report.Case] {
        var best: [String: Report.Case] = [:]
        var order: [String] = []
        for entry in cases {
            guard let id = CaseID(entry.id), case .value(let value) = entry.metrics[ratio],
                let name = CaseID(
                    suite: id.suite, workload: id.workload,
                    variant: "\(entry.variant.prefix { $0 != "/" })/fastest", conditions: id.conditions)?.description
            else { continue }
            if case .value(let other)? = best[name]?.metrics[ratio], other.value <= value.value { continue }
            if best[name] == nil { order.append(name) }
            var renamed = entry
            renamed.id = name
            best[name] = renamed
        }
        return order.compactMap { best[$0] }
    }
}
