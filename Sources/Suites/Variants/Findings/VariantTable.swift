import Quantities
import Report

/// All axes of all variants: a row each.
struct VariantTable {
    let results: VariantResults

    var cells: [Report.Finding] { results.entries.flatMap(cells) }

    private func cells(_ entry: VariantResults.Entry) -> [Report.Finding] {
        let metrics: [(column: String, metric: String, words: (Report.MetricValue) -> String)] = [
            ("memory", "memory.planned", { "\(kibibytes($0.value)) of memory" }),
            ("accuracy", "accuracy", { "\(points($0)) of others' examples right" }),
            ("disturbed", "accuracy.disturbed", { "\(points($0)) of them under the worst disturbance" }),
            ("gain", "accuracy.gain", { "\(gain($0)) by learning from the drift on" }),
            ("energy", "energy.compute", { "\(Joules($0.value)) an event, modelled" }),
            ("update", "bytes.wire", { "\(ByteCount(Int($0.value))) an update over the air" }),
        ]
        return times(entry)
            + metrics.compactMap { column, metric, words in
                entry.figure(metric).map { figure in
                    cell(
                        entry, column, figure.value, figure.unit, figure.interval, figure.provenance, words(figure),
                        figure.source)
                }
            }
    }

    /// Of single calls; the median of rounds where too few were timed one by one.
    private func times(_ entry: VariantResults.Entry) -> [Report.Finding] {
        guard let time = entry.figure("time") else { return [] }
        let quantiles: [(String, Double?)] =
            time.quantiles.map { [("p50", $0.p50), ("p95", $0.p95), ("p99", $0.p99)] } ?? [("p50", time.value)]
        return quantiles.compactMap { column, seconds in
            guard let seconds else { return nil }
            return cell(
                entry, column, seconds, "s", nil, time.provenance,
                "\(Seconds(seconds)) a prediction, of single ones the \(column.dropFirst())th percentile")
        }
    }

    private func cell(
        _ entry: VariantResults.Entry, _ column: String, _ value: Double, _ unit: String, _ interval: Report.Interval?,
        _ provenance: Report.Provenance, _ words: String, _ source: String? = nil
    ) -> Report.Finding {
        let name = entry.variant.name
        let mark = name == results.definition.baseline ? ", the baseline" : ""
        // Bytes are counted, and vary in nothing.
        let isExact = interval.map { $0.low == $0.high } ?? false
        return .init(
            name: "variants.\(results.definition.workload).\(column):variant=\(name)", value: value, unit: unit,
            interval: isExact ? nil : interval,
            provenance: provenance, statement: "\(results.definition.title): \(name)\(mark): \(words)", source: source)
    }
}
