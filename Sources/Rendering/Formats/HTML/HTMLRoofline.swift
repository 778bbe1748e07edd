import Charts
import Report

/// Intensity and throughput of the cases, under the roofs that the machine's own loops found in the same rounds.
enum HTMLRoofline {
    static func section(of report: Report, _ questions: [Question], _ kinds: MarkKinds) -> Page.Section? {
        let roofs = Dictionary(grouping: report.cases.filter(\.isRoof), by: \.conditions)
        let figures = questions.compactMap { question -> (Question, PageFigure)? in
            let cases = question.workloads.flatMap { fastest(of: $0, question) }
            guard !cases.isEmpty else { return nil }
            return (question, figure(question, cases, roofs[question.conditions] ?? [], kinds))
        }
        guard !figures.isEmpty else { return nil }
        let sets = figures.enumerated().map { index, each in
            FigureSet(each.0.conditions, of: "roofline", isOpen: index == 0, [each.1])
        }
        let lead =
            "The fastest variant of each kind for each workload. The higher a point, the faster; a point near its roof "
            + "cannot be made much faster on this machine. Left of the corner memory binds, right of it arithmetic."
        let html = PageTemplates.render("report-figures", ["lead": lead, "sets": sets] as [String: Any])
        return .init(id: "roofline", title: "Roofline", html: html)
    }

    /// The case with the highest throughput of each kind of variants.
    private static func fastest(of workload: String, _ question: Question) -> [Report.Case] {
        let cases = question.variants.compactMap { question.case(workload, $0) }.filter { each in
            (each.value("intensity")?.value ?? 0) > 0 && (each.value("throughput")?.value ?? 0) > 0
        }
        return cases.map { MarkKinds.name(of: $0.variant) }.uniqued().compactMap { kind in
            cases.filter { MarkKinds.name(of: $0.variant) == kind }
                .max { ($0.value("throughput")?.value ?? 0) < ($1.value("throughput")?.value ?? 0) }
        }
    }

    private static func figure(
        _ question: Question, _ cases: [Report.Case], _ roofs: [Report.Case], _ kinds: MarkKinds
    ) -> PageFigure {
        let points = cases.compactMap { point($0, kinds) }
        let anchor = "roofline-chart-" + (question.conditions.isEmpty ? "all" : question.conditions)
        let names = cases.map { MarkKinds.name(of: $0.variant) }.uniqued()
        var figure = PageFigure(anchor: anchor, caption: "Throughput over arithmetic intensity") {
            () throws(ChartError) in
            try ScatterChart(
                id: "\(anchor)-svg", title: "Roofline, \(FindingGrid.text(of: question.conditions))",
                description: "\(Counted.text(points.count, "point")) of \(names.joined(separator: ", ")); "
                    + "the table of cases holds each one's share of the roofline.",
                x: Axis("arithmetic intensity", unit: "op/B", .decades),
                y: Axis("throughput", unit: "op/s", .decades), points: points,
                roofs: self.roofs(over: points, roofs, kinds)
            ).svg()
        }
        figure.legend = Legend(.symbol, names.map { (kinds[$0], $0) }).html
        return figure
    }

    private static func point(_ each: Report.Case, _ kinds: MarkKinds) -> ScatterChart.Point? {
        guard let intensity = each.value("intensity"), let throughput = each.value("throughput") else { return nil }
        let share = each.value("roofline-share").map { value in
            "\(Figure(value, named: "roofline-share").full) of the roofline"
                + (each.bindingLimit.map { ", \($0) binds" } ?? "")
        }
        let tip = [
            "\(Figure(throughput, named: "throughput").full) at \(Figure(intensity, named: "intensity").number)",
            share,
        ]
        return .init(
            x: intensity.value,
            Datum(
                id: each.id, value: throughput.value,
                interval: throughput.interval.low...throughput.interval.high,
                tip: tip.compactMap { $0 }.joined(separator: "\n")), kind: kinds[each.variant])
    }

    /// The highest and the lowest bandwidth that any group's working set was read at, and each precision's peak from the
    /// place where it meets the highest one.
    private static func roofs(
        over points: [ScatterChart.Point], _ roofs: [Report.Case], _ kinds: MarkKinds
    ) -> [ScatterChart.Roof] {
        let bandwidths = roofs.filter(\.isBandwidth).compactMap { each in each.value("bandwidth").map { (each, $0) } }
        let peaks = roofs.filter(\.isPeak).compactMap { each in each.value("throughput").map { (each, $0) } }
        guard let highest = bandwidths.max(by: { $0.1.value < $1.1.value }),
            let lowest = bandwidths.min(by: { $0.1.value < $1.1.value }), let left = points.map(\.x).min(),
            let right = points.map(\.x).max(), let floor = points.map(\.datum.value).min()
        else { return [] }
        let level = peaks.map(\.0.variant).uniqued().compactMap { variant -> ScatterChart.Roof? in
            let rates = peaks.filter { $0.0.variant == variant }.sorted { $0.1.value < $1.1.value }
            // The median over the groups; of an even number the higher of the middle ones, as a roof is a limit.
            let (each, peak) = rates[rates.count / 2]
            let corner = peak.value / highest.1.value
            let name = each.variant.dropFirst(Report.Case.peakPrefix.count)
            return .init(
                label: "\(name) \(Figure(peak.value, unit: peak.unit).number)", .end, kind: kinds[String(name)],
                corners: [(corner, peak.value), (max(right, 2 * corner), peak.value)],
                Datum(id: each.id, value: peak.value, tip: Figure(peak, named: "throughput").full))
        }
        guard let top = level.map(\.datum.value).max() else { return [] }
        func slope(_ roof: (Report.Case, Report.MetricValue), _ word: String) -> ScatterChart.Roof {
            let rate = roof.1.value
            let start = max(left, floor / rate)
            return .init(
                label: "\(word) \(Figure(rate, unit: roof.1.unit).number)", .start, kind: nil,
                corners: [(start, start * rate), (max(top / rate, 2 * start), max(top, 2 * start * rate))],
                Datum(id: roof.0.id, value: rate, tip: Figure(roof.1, named: "bandwidth").full))
        }
        let slopes = [slope(highest, "fastest reads"), slope(lowest, "slowest reads")]
        return (highest.1.value > 1.2 * lowest.1.value ? slopes : [slopes[0]]) + level
    }
}
