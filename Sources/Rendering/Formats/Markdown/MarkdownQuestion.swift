import Report

/// The tables of one set of conditions.
enum MarkdownQuestion {
    /// Metrics shown at once; others are folded.
    private static let headlines = ["time", "energy", "accuracy", "sqnr", "bytes.wire"]
    /// What other figures and the work of a call say already; documents for programs hold them.
    private static let repetitions = ["time", "throughput", "bandwidth", "bandwidth-share", "memory-boundness"]

    /// Everything people ask for first, unfolded: what is compared, and the headlines beside it.
    /// - Parameter band: of practical equivalence, as Markdown.
    static func open(_ question: Question, band: String?) -> [String] {
        let compared = question.comparedMetrics
        let title = question.conditions.isEmpty ? "" : " with \(MarkdownText.code(question.conditions))"
        return ["## Cases\(title)"] + compared.flatMap { gains($0, of: question, band: band) }
            + headlines(of: question).filter { !compared.contains($0) }.flatMap { figures($0, of: question) }
    }

    /// The whole models of a question, a row each variant.
    /// - Parameter band: of practical equivalence, as Markdown.
    static func models(_ question: Question, band: String?) -> [String] {
        let table = MarkdownTable(
            columns: ModelRow.columns,
            rows: ModelRow.all(in: question).map { row in
                [MarkdownText.code(row.model), MarkdownText.code(row.variant)] + row.cells.dropFirst(2)
            })
        return table.block.map { block in
            [
                "## Whole models with \(MarkdownText.code(question.conditions))", block,
                "SQNR and largest error are those of the output against FP64. \(Report.Verdict.legend(band: band)).",
            ]
        } ?? []
    }

    /// The compared metrics of further conditions, and the roofline, which circumstances shift most.
    /// - Parameter band: of practical equivalence, as Markdown.
    static func folded(_ question: Question, band: String?) -> [String] {
        let compared = question.comparedMetrics
        let roofline = ["roofline-share"].filter(question.metrics.contains)
        return MarkdownPage.folded(
            "Cases with <code>\(MarkdownText.plain(question.conditions))</code>",
            compared.flatMap { gains($0, of: question, band: band) }
                + (compared.isEmpty ? headlines(of: question) : roofline).flatMap {
                    figures($0, of: question, withIntervals: compared.isEmpty)
                })
    }

    /// The figures of the first conditions that no headline table shows, or not with their intervals; counters have a
    /// table of their own.
    static func furtherFigures(_ question: Question) -> [String] {
        let compared = question.comparedMetrics
        let shown = headlines(of: question) + repetitions
        let metrics = question.metrics.filter { metric in
            compared.contains(metric) || metric == "time" && !compared.isEmpty
                || !shown.contains(metric) && !Report.isCounter(metric)
        }
        return MarkdownPage.folded(
            "Further figures: \(metrics.joined(separator: ", "))",
            metrics.flatMap { figures($0, of: question) })
    }

    /// Where rates are compared, a call's time is no headline: calls do different amounts of work.
    private static func headlines(of question: Question) -> [String] {
        let compared = question.comparedMetrics
        return headlines.filter { metric in
            question.metrics.contains(metric) && (metric != "time" || compared.isEmpty || compared.contains(metric))
        }
    }

    private static func figures(_ metric: String, of question: Question, withIntervals: Bool = true) -> [String] {
        let grid = CaseGrid(question: question) { each in
            if each.failedCheck != nil { return metric == "time" ? "**check failed**" : nil }
            let limit = metric == "roofline-share" ? each.bindingLimit.map { " \($0)" } : nil
            return each.value(metric).map {
                let figure = Figure($0, named: metric)
                return (withIntervals ? figure.full : figure.number) + (isShaky($0) ? " " + shakySign : "")
                    + (limit ?? "")
            }
        }
        let values = question.cases.compactMap { $0.value(metric) }
        return section(MetricNames.title(of: metric), note: note(on: values), grid.table)
    }

    private static func gains(_ metric: String, of question: Question, band: String?) -> [String] {
        let better = question.cases.lazy.compactMap { $0.value(metric)?.better }.first ?? .lower
        func number(_ each: Report.Case) -> String {
            each.value(metric).map { Figure($0, named: metric).number } ?? "–"
        }
        let grid = CaseGrid(question: question) { each in
            if each.failedCheck != nil { return "**check failed**" }
            guard let comparison = question.comparison(of: each, by: metric) else {
                return question.isBaseline(each) ? "\(number(each)) baseline" : nil
            }
            let gain = Gain(comparison, better: better)
            return "\(number(each)) · \(gain.figure.full) \(gain.verdict.sign)"
        }
        let (title, figure) =
            metric == "time"
            ? ("Speed-up against the baseline", "A call's time") : ("Gain in \(metric) against the baseline", metric)
        let legend = Report.Verdict.legend(band: band)
        let note = "\(figure), then the factor it is better by: above 1× is better. \(legend)."
        return section(title, note: note, grid.table)
    }

    private static func section(_ title: String, note: String, _ table: MarkdownTable) -> [String] {
        table.block.map { ["### \(title)", $0, note] } ?? []
    }

    /// How the figures of a table were obtained.
    private static func note(on values: [Report.MetricValue]) -> String {
        let provenances = values.map(\.provenance.rawValue).uniqued().joined(separator: " or ")
        let varying = values.filter { $0.interval.low < $0.interval.high }
        let usual = varying.filter { !isShaky($0) }.map(\.confidence).min() ?? customaryConfidence
        guard let fewest = varying.map(\.count).min() else { return "Figures are \(provenances) and do not vary." }
        let note =
            "Figures are \(provenances); intervals cover \(Figure.share(usual).number) or more, "
            + "from at least \(Counted.text(fewest, "sample"))."
        guard let least = varying.filter(isShaky).map(\.confidence).min() else { return note }
        return note + " \(shakySign) Too few independent samples: the interval covers less, "
            + "\(Figure.share(least).number) at least."
    }

    /// What readers take an interval to cover.
    private static let customaryConfidence = 0.95

    private static let shakySign = "†"

    /// Whether a value's interval covers less than readers expect; half a percent is rounding.
    private static func isShaky(_ value: Report.MetricValue) -> Bool {
        value.interval.low < value.interval.high && value.confidence < customaryConfidence - 0.005
    }
}
