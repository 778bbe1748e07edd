import Charts
import Report

/// The measured cases of a question as a table, a row each. The cells hold their figures in full precision; those of a
/// metric follow the heading's `data-metric`.
struct HTMLCaseTable {
    /// What a comparison of times and the work of a call say already; documents for programs hold them.
    private static let repetitions = [
        "throughput", "bandwidth", "bandwidth-share", "memory-boundness", "intensity", "perf::TASK-CLOCK",
    ]
    /// What a brief table shows beside what is compared.
    private static let headlines = ["time", "energy", "accuracy", "roofline-share", "sqnr", "bytes.wire"]

    /// What stands in a column.
    private enum Column {
        case metric(String)
        /// A quantile of single calls.
        case tail(String, KeyPath<Report.Quantiles, Double>)
        /// The gain by a metric against the baseline.
        case gain(String)
    }

    let question: Question
    let rows: [Report.Case]
    /// What is the same in all rows, and how the figures were obtained.
    let notes: [String]
    private let columns: [Column]
    private let isBrief: Bool

    /// - Parameter isBrief: whether there is room for what is compared and the headlines alone.
    init(_ question: Question, isBrief: Bool) {
        self.question = question
        self.isBrief = isBrief
        rows = question.cases.filter { $0.hasFigures || $0.failedCheck != nil }
        let compared = question.comparedMetrics
        let all = question.metrics.filter { compared.first != "time" || !Self.repetitions.contains($0) }
        let wanted = all.filter { !isBrief || compared.contains($0) || Self.headlines.contains($0) }
        let (constant, shown) = Self.parted(wanted, rows)
        let hasTails = !isBrief && rows.contains { $0.value("time")?.quantiles != nil }
        let first = compared + shown.filter { !compared.contains($0) }
        columns = first.flatMap { metric -> [Column] in
            [.metric(metric)] + (compared.contains(metric) ? [.gain(metric)] : [])
                + (metric == "time" && hasTails ? [.tail("p95", \.p95), .tail("p99", \.p99)] : [])
        }
        let left = all.filter { !wanted.contains($0) }
        notes =
            constant
            + (left.isEmpty
                ? [] : ["Not shown here for want of room, but in the report: \(left.joined(separator: ", "))."])
    }

    /// Metrics that are the same in all rows need no column but a sentence.
    private static func parted(_ metrics: [String], _ rows: [Report.Case]) -> (constant: [String], varying: [String]) {
        var (constant, varying) = ([String](), [String]())
        for metric in metrics {
            let values = rows.compactMap { $0.value(metric) }
            if rows.count > 1, values.count > 1, let first = values.first,
                values.allSatisfy({ $0.value == first.value && $0.interval == first.interval })
            {
                constant.append(
                    "\(metric) is \(Figure(first, named: metric).full) in \(Counted.text(values.count, "case")), "
                        + "\(first.provenance.rawValue).")
            } else {
                varying.append(metric)
            }
        }
        return (constant, varying)
    }

    /// End tags that HTML lets authors leave out are left out: a report has thousands of rows.
    var markup: String {
        var text = "<table class=\"data cases\"><thead><tr><th scope=col>workload<th scope=col>variant"
        for column in columns { text += heading(of: column) }
        text += "<tbody>"
        for each in rows {
            text += "<tr id=\"\(Markup.escaped(each.id))\"><td>\(Markup.escaped(each.workload))"
            text += "<th scope=row>\(Markup.escaped(each.variant))"
            if let check = each.failedCheck {
                let failure = "check \(check.name) failed: \(check.detail)"
                text += "<td class=bad colspan=\(columns.count)>\(Markup.escaped(failure))"
            } else {
                for column in columns { text += cell(of: column, each) }
            }
        }
        return text + "</table>"
    }

    private func heading(of column: Column) -> String {
        let (name, data, note) =
            switch column {
            case .metric(let metric): (metric, metric, provenance(of: metric))
            case .tail(let name, _): (name, "time.\(name)", "of calls")
            case .gain(let metric): (metric == "time" ? "speed-up" : "gain", "\(metric).ratio", "derived")
            }
        return "<th scope=col class=n data-metric=\"\(Markup.escaped(data))\">\(Markup.escaped(name)) "
            + "<small>\(note)</small>"
    }

    /// How the figures of a column were obtained.
    private func provenance(of metric: String) -> String {
        rows.compactMap { $0.value(metric)?.provenance.rawValue }.uniqued().joined(separator: ", ")
    }

    private func cell(of column: Column, _ each: Report.Case) -> String {
        switch column {
        case .metric(let metric):
            switch each.metrics[metric] {
            case .value(let value): return cell(value, metric, each)
            case .unavailable(_, let reason): return "<td class=none title=\"\(Markup.escaped(reason))\">n/a"
            case nil: return "<td>"
            }
        case .tail(_, let quantile):
            guard let time = each.value("time"), let value = time.quantiles?[keyPath: quantile] else { return "<td>" }
            return "<td\(DataAttributes.of(value, nil))>\(Figure(value, unit: time.unit).number)"
        case .gain(let metric):
            guard let comparison = question.comparison(of: each, by: metric) else {
                return question.isBaseline(each) ? "<td class=none>baseline" : "<td>"
            }
            let gain = Gain(comparison, better: each.value(metric)?.better ?? .lower)
            return "<td class=\(gain.verdict.rawValue)\(DataAttributes.of(comparison.ratio, comparison.interval))>"
                + "\(gain.figure.number) \(gain.verdict.sign) <i>\(gain.figure.range)</i>"
        }
    }

    private func cell(_ value: Report.MetricValue, _ metric: String, _ each: Report.Case) -> String {
        let figure = Figure(value, named: metric)
        let limit = metric == "roofline-share" ? each.bindingLimit.map { " \($0)" } ?? "" : ""
        let range = figure.range.isEmpty || isBrief && metric == "roofline-share" ? "" : " <i>\(figure.range)</i>"
        return "<td\(DataAttributes.of(value.value, value.interval))>\(figure.number)\(range)\(limit)"
    }
}
