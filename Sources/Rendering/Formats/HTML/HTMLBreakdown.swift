import Charts
import Report

/// The times of a model's layers, each measured alone, stacked for each variant and held against the whole model.
enum HTMLBreakdown {
    /// Bars longer than so many of the shortest squeeze the others together.
    private static let longest = 3.0

    /// Layers that convert or pack in each call do what their model does once.
    private static func addsUp(_ question: Question) -> Bool {
        ["kernel", nil].contains(CaseID(question.cases[0].id)?.conditions["stage"])
    }

    static func section(of questions: [Question]) -> Page.Section? {
        let figures = questions.enumerated().filter { addsUp($0.element) }.map { index, question in
            let stacks = question.workloads.compactMap { ModelStack($0, question) }
            return (question, stacks.map { $0.figure(id: "stack-\(index)-\($0.model)", longest: longest) })
        }.filter { !$0.1.isEmpty }
        guard !figures.isEmpty else { return nil }
        let sets = figures.enumerated().map { index, each in
            FigureSet(each.0.conditions, of: "layers", isOpen: index == 0, each.1)
        }
        let lead =
            "Where the time of a model goes: its layers, each measured alone, times how often each occurs. The line "
            + "marks what the whole model took when it was measured itself, in rounds of its own."
        let html = PageTemplates.render("report-figures", ["lead": lead, "sets": sets] as [String: Any])
        return .init(id: "layers", title: "Layers of the models", html: html)
    }
}

/// A model and its layers under the same conditions.
private struct ModelStack {
    let model: String
    let question: Question
    /// Workloads of the model's layers that some variant has a time of.
    let layers: [String]
    /// Variants that have a time of every layer.
    let variants: [String]

    /// Nil where the workload is no model, or its layers were not measured.
    init?(_ model: String, _ question: Question) {
        guard question.isModel(model) else { return nil }
        let layers = question.workloads.filter { layer in
            layer.hasPrefix(model + ".")
                && question.variants.contains { question.case(layer, $0)?.value("time") != nil }
        }
        let variants = question.variants.filter { variant in
            layers.allSatisfy { question.case($0, variant)?.value("time") != nil }
                && question.case(model, variant)?.value("time") != nil
        }
        guard !layers.isEmpty, !variants.isEmpty else { return nil }
        (self.model, self.question, self.layers, self.variants) = (model, question, layers, variants)
    }

    /// - Parameter id: of the picture.
    func figure(id: String, longest: Double) -> PageFigure {
        let bars = variants.map { (bar: bar($0), sum: sum($0)) }.sorted { $0.sum < $1.sum }
        let (drawn, left) = (
            bars.filter { $0.sum <= longest * bars[0].sum }, bars.filter { $0.sum > longest * bars[0].sum }
        )
        let anchor = "layers-\(model):\(question.conditions)"
        let kinds = kinds
        var figure = PageFigure(anchor: anchor, caption: model) { () throws(ChartError) in
            try StackedBarChart(
                id: id, title: "Layers of \(model)",
                description: bars.map { "\($0.bar.label): \($0.bar.figure)" }.joined(separator: "; "), unit: "s",
                bars: drawn.map(\.bar)
            ).svg()
        }
        figure.legend = Legend(.area, kinds.enumerated().map { ($0, $1) }).html
        figure.notes =
            coverage
            + (left.isEmpty
                ? []
                : [
                    "Beyond \(Figure(longest, unit: "1").number) times the fastest: "
                        + left.map { "\($0.bar.label) \($0.bar.figure)" }.joined(separator: ", ")
                ])
        figure.table = table(drawn.map(\.bar))
        return figure
    }

    /// The kinds of layers, in the order of the model.
    private var kinds: [String] { layers.map(kind).uniqued() }

    private func kind(_ layer: String) -> String {
        for variant in variants {
            if case .text(let kind)? = question.case(layer, variant)?.parameters["kind"] { return kind }
        }
        return "layer"
    }

    /// How often the model holds the layer; 1 where the report does not say it.
    private func count(_ layer: String) -> Int {
        if case .number(let count)? = question.case(layer, variants[0])?.parameters["count"] { return count }
        return 1
    }

    private func sum(_ variant: String) -> Double {
        layers.reduce(0) { $0 + Double(count($1)) * (question.case($1, variant)?.value("time")?.value ?? 0) }
    }

    private func bar(_ variant: String) -> StackedBarChart.Bar {
        let kinds = kinds
        let parts = layers.compactMap { layer -> StackedBarChart.Part? in
            guard let each = question.case(layer, variant), let time = each.value("time") else { return nil }
            let (name, count) = (layer.dropFirst(model.count + 1), count(layer))
            let total = Double(count) * time.value
            let times = count == 1 ? "" : "\(count) × "
            return .init(
                label: String(name), kind: kinds.firstIndex(of: kind(layer)) ?? 0,
                Datum(
                    id: each.id, value: total,
                    tip: "\(times)\(Figure(time, named: "time").full)"
                        + "\n\(Figure.share(total / sum(variant)).number) of the sum"))
        }
        let whole = question.case(model, variant)
        let time = whole?.value("time")
        let datum = time.map { time in
            Datum(
                id: whole?.id ?? "", value: time.value, interval: time.interval.low...time.interval.high,
                tip: "whole model: \(Figure(time, named: "time").full)")
        }
        let figure =
            "layers \(Figure(sum(variant), unit: "s").number)"
            + (time.map { ", model \(Figure($0.value, unit: "s").number)" } ?? "")
        return .init(label: variant, figure: figure, parts: parts, whole: datum)
    }

    /// What part of the model the layers make up, where it is not all of it.
    private var coverage: [String] {
        guard let whole = question.case(model, variants[0])?.work.macs, whole > 0 else { return [] }
        let cases = layers.compactMap { question.case($0, variants[0]) }
        let macs = cases.reduce(0) { $0 + count($1.workload) * $1.work.macs }
        guard macs != whole else { return [] }
        let isCounted = cases.contains { $0.parameters["count"] != nil }
        return [
            "The layers drawn hold \(Figure.share(Double(macs) / Double(whole)).number) of the model's "
                + "multiply–accumulates"
                + (isCounted
                    ? "; the others were not measured."
                    : ": this report does not say how often each occurs, and each is drawn once.")
        ]
    }

    private func table(_ bars: [StackedBarChart.Bar]) -> PageTable {
        PageTable(
            caption: "Layers of \(model), in seconds of a call of the model",
            columns: [.init(text: "Layer"), .init(text: "Occurs", isNumber: true)]
                + bars.map { .init(text: $0.label, isNumber: true) },
            rows: layers.enumerated().map { index, layer in
                .init(
                    cells: [
                        .init(text: layer, isHeading: true), .init(text: "\(count(layer))×", isNumber: true),
                    ]
                        + bars.map { bar in
                            // Every bar has all layers.
                            let value = bar.parts[index].datum.value
                            return .init(
                                text: Figure(value, unit: "s").number, data: DataAttributes.of(value, nil),
                                isNumber: true)
                        })
            })
    }
}
