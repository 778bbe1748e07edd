import Charts
import Report

/// Bars of the variants of each workload: what is compared, with intervals.
enum HTMLComparisons {
    /// Of metrics of which less is better, bars longer than so many references squeeze the others together.
    private static let longest = 3.0

    private struct Choice {
        let value: String
        let text: String
    }

    private struct Family {
        let name: String
        let all: String
        let workloads: [Choice]
    }

    /// - Parameter isBrief: whether only whole models are drawn under further conditions than the first.
    static func section(
        of report: Report, _ questions: [Question], _ kinds: MarkKinds, isBrief: Bool
    ) -> Page.Section? {
        let hasModels = questions.contains(where: \.hasModels)
        let sets = questions.enumerated().compactMap { index, question -> FigureSet? in
            // The table of cases has the others.
            let workloads = question.workloads.filter {
                !isBrief || index == 0 || question.isModel($0) || !hasModels
            }
            let figures = workloads.compactMap { figure($0, question, kinds) }
            return figures.isEmpty
                ? nil : FigureSet(question.conditions, of: "compared", isOpen: index == 0, figures)
        }
        guard !sets.isEmpty else { return nil }
        let workloads = sets.flatMap(\.figures).map(\.workload).uniqued()
        let models = workloads.filter { name in questions.contains { $0.isModel(name) } }
        let families = workloads.map(family).uniqued()
        let html = PageTemplates.render(
            "report-comparisons",
            [
                "sets": sets,  // What is chosen at first is drawn.
                "has-models": sets.first?.figures.contains { models.contains($0.workload) } ?? false,
                "families": families.map { name in
                    Family(
                        name: name, all: name + ".*",
                        workloads: workloads.filter { family($0) == name }.map { .init(value: $0, text: $0) })
                },
                "models": models.joined(separator: " "),
                "has-many": workloads.count > 1,
                "legend": Report.Verdict.legend(band: report.run.options?["band"]),
            ] as [String: Any])
        return .init(id: "compared", title: "Variants compared", html: html)
    }

    /// `kws` of `kws.pw`.
    private static func family(_ workload: String) -> String {
        String(workload.prefix { $0 != "." })
    }

    private static func figure(_ workload: String, _ question: Question, _ kinds: MarkKinds) -> PageFigure? {
        let cases = question.variants.compactMap { question.case(workload, $0) }
        let compared = question.comparedMetrics + ["time"]
        guard let metric = compared.first(where: { metric in cases.contains { $0.value(metric) != nil } }) else {
            return nil
        }
        let better = cases.lazy.compactMap { $0.value(metric)?.better }.first ?? .lower
        let sorted = cases.filter { $0.value(metric) != nil || $0.failedCheck != nil }.sorted { left, right in
            let missing = better == .lower ? Double.infinity : -.infinity
            let (first, second) = (left.value(metric)?.value ?? missing, right.value(metric)?.value ?? missing)
            return better == .lower ? first < second : first > second
        }
        let reference = cases.first(where: question.isBaseline)?.value(metric)?.value
        let limit = reference.map { $0 * longest } ?? .infinity
        func isLong(_ each: Report.Case) -> Bool { better == .lower && (each.value(metric)?.value ?? 0) > limit }
        let (drawn, left) = (sorted.filter { !isLong($0) }, sorted.filter(isLong))
        let bars = drawn.map { bar($0, metric, better, question, kinds) }
        let anchor = "compared-" + (cases.first?.group ?? workload)
        let name = MetricNames.title(of: metric)
        var figure = PageFigure(anchor: anchor, caption: workload) { () throws(ChartError) in
            try BarChart(
                id: "\(anchor)-chart", title: "\(name) of \(workload)",
                description: drawn.map { "\($0.variant): \(text($0, metric, better, question))" }.joined(
                    separator: "; "),
                unit: cases.lazy.compactMap { $0.value(metric)?.unit }.first ?? "1", groups: [.init(bars: bars)]
            ).svg()
        }
        figure.workload = workload
        figure.notes =
            left.isEmpty
            ? []
            : [
                "Beyond \(Figure(longest, unit: "1").number) times the baseline: "
                    + left.map { each in
                        let number = each.value(metric).map { Figure($0, named: metric).number } ?? ""
                        return "\(each.variant) \(number) \(remark(on: each, metric, better, question))"
                    }.joined(separator: ", ")
            ]
        return figure
    }

    private static func bar(
        _ each: Report.Case, _ metric: String, _ better: Report.Direction, _ question: Question, _ kinds: MarkKinds
    ) -> BarChart.Bar {
        let value = each.value(metric)
        let datum = value.map { value in
            Datum(
                id: each.id, value: value.value, interval: value.interval.low...value.interval.high,
                tip: "\(Figure.share(value.confidence).number) interval, \(Counted.text(value.count, "sample")), "
                    + value.provenance.rawValue)
        }
        let figure = value.map { Figure($0, named: metric) }
        return .init(
            label: each.variant, figure: figure?.number ?? "", range: figure?.range ?? "",
            remark: remark(on: each, metric, better, question), datum: datum, kind: kinds[each.variant],
            isReference: question.isBaseline(each))
    }

    /// `45.9 µs [45.8, 46.5] · 1.32× ▲`.
    private static func text(
        _ each: Report.Case, _ metric: String, _ better: Report.Direction, _ question: Question
    ) -> String {
        let words = [
            each.value(metric).map { Figure($0, named: metric).full } ?? "", remark(on: each, metric, better, question),
        ]
        return words.filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// `· 1.32× ▲`, `· baseline`; empty where there is nothing to hold it against.
    private static func remark(
        on each: Report.Case, _ metric: String, _ better: Report.Direction, _ question: Question
    ) -> String {
        if let check = each.failedCheck { return "check \(check.name) failed" }
        if let comparison = question.comparison(of: each, by: metric) {
            let gain = Gain(comparison, better: better)
            return "· \(gain.figure.number) \(gain.verdict.sign)"
        }
        return question.isBaseline(each) ? "· baseline" : ""
    }
}

extension Question {
    /// Whether a workload is a whole model.
    func isModel(_ workload: String) -> Bool {
        variants.contains { self.case(workload, $0)?.parameters["kind"] == .text("model") }
    }

    /// Whether whole models are among the workloads.
    var hasModels: Bool { workloads.contains(where: isModel) }
}
