import Kernels
import Measurement
import Report
import Statistics

/// The answers: from which sparsity on each form pays, layer by layer, and what it reaches of the ideal.
struct SparsityFindings {
    private let variants: [SparsityVariant]
    /// Of whole steps.
    private let curves: [SparsityCurves]
    private let crossings: [Crossing]

    init(variants: [SparsityVariant], results: [GroupResult]) {
        self.variants = variants
        curves = results.filter { $0.conditions["pass"] == StepConditions.Pass.step.rawValue }.map {
            SparsityCurves($0, variants: variants)
        }
        crossings = curves.flatMap { curve in SparsityForm.allCases.compactMap { Crossing(curve, $0) } }
    }

    /// Over all layers.
    var overview: [Report.Finding] {
        SparsityOverview(crossings: crossings, curves: curves, variants: variants).all()
    }

    /// Layer by layer.
    var details: [Report.Finding] {
        crossings.map(finding)
            + curves.filter { $0.result.conditions["stage"] != StepConditions.Stage.kernel.rawValue }
            .flatMap { curve in variants.compactMap { speedup(curve, $0) } }
            + LayoutFindings(variants: variants, curves: curves).all()
    }

    /// What stands behind a finding's first words: the layer and its conditions.
    private func place(_ result: GroupResult) -> String {
        "\(result.workload):\(CaseID.conditionText(result.conditions))"
    }

    // MARK: Crossovers

    private func finding(_ crossing: Crossing) -> Report.Finding {
        let (result, crossover) = (crossing.curves.result, crossing.crossover)
        let (first, last) = crossing.measured
        let form = "\(crossing.form.rawValue):\(place(result))"
        let subject = "\(result.workload), \(crossing.form.rawValue), \(result.words)"
        let others = crossover.interval.map { "; \(self.words($0, first, last))" } ?? "; too few rounds for an interval"
        switch crossover.place {
        case .none:
            return .init(
                name: "no-crossover.\(form)", value: last, unit: "1", provenance: .derived,
                statement: "\(subject): no sparsity up to \(share(last)) pays\(others)")
        case .beforeFirst:
            return .init(
                name: "crossover-below.\(form)", value: first, unit: "1", provenance: .derived,
                statement: "\(subject): a training step is faster at every sparsity measured, from \(share(first)) on"
                    + others)
        case .at(let place):
            return .init(
                name: "crossover.\(form)", value: place, unit: "1", interval: crossover.interval?.ends,
                provenance: .derived,
                statement: "\(subject): a training step is faster from a sparsity of \(share(place)) on\(others)")
        }
    }

    /// `95 % interval [0.55, 0.61]`, with open ends as words.
    private func words(_ interval: Crossover.Interval, _ first: Double, _ last: Double) -> String {
        func end(_ place: Crossover.Place) -> String {
            switch place {
            case .beforeFirst: "below \(share(first))"
            case .at(let place): share(place)
            case .none: "none up to \(share(last))"
            }
        }
        return "\(percent(TimeRatio.confidence)) interval [\(end(interval.low)), \(end(interval.high))]"
    }

    private func share(_ sparsity: Double) -> String { Crossing.text(sparsity) }

    // MARK: Speed-ups

    /// What is reached at the sparsities that real networks have: 0.8 to 0.95, and those of N:M.
    private func speedup(_ curves: SparsityCurves, _ variant: SparsityVariant) -> Report.Finding? {
        guard variant.form.sparsity != nil || (0.8...0.95).contains(variant.sparsity),
            let speedup = curves.speedup(variant), let sparsity = curves.sparsity(variant)
        else { return nil }
        let ideal = 1 / (1 - sparsity)
        return .init(
            name: "sparse-speedup.\(variant.name):\(place(curves.result))", value: speedup.value, unit: "1",
            interval: speedup.interval, provenance: .derived,
            statement: "\(curves.result.workload), \(variant.name), \(curves.result.words): a training step is "
                + "\(times(speedup.value)) as fast as dense, 95 % interval "
                + "[\(times(speedup.interval.low)), \(times(speedup.interval.high))], "
                + "\(percent(speedup.value / ideal)) of the \(times(ideal)) that its weights promise")
    }
}

extension Crossover.Interval {
    /// As numbers; nil where an end is open.
    fileprivate var ends: Report.Interval? {
        guard case .at(let low) = low, case .at(let high) = high else { return nil }
        return .init(low, high)
    }
}

extension GroupResult {
    /// What its steps include, in a report's words.
    var words: String {
        switch conditions["stage"].flatMap(StepConditions.Stage.init) {
        case .kernel: "kernels alone"
        case .packed, nil: "in a network that keeps its layout"
        case .converted: "every change of layout included"
        }
    }
}

/// Where a form's curve passes 1 in a group.
struct Crossing {
    let curves: SparsityCurves
    let form: SparsityForm
    let crossover: Crossover
    /// The lowest and the highest sparsity.
    let measured: (first: Double, last: Double)

    /// nil where there is no curve.
    init?(_ curves: SparsityCurves, _ form: SparsityForm) {
        let points = curves.points(of: form)
        guard points.count > 1, let first = points.first?.x, let last = points.last?.x else { return nil }
        let result = curves.result
        var generator = SeededGenerator(
            seed: 0,
            stream: "crossover of \(result.workload):\(CaseID.conditionText(result.conditions)) \(form.rawValue)")
        guard let crossover = try? Crossover(points, confidence: TimeRatio.confidence, using: &generator) else {
            return nil
        }
        (self.curves, self.form, self.crossover, measured) = (curves, form, crossover, (first, last))
    }

    /// A sparsity as a report shows it.
    static func text(_ sparsity: Double) -> String { String(format: sparsity > 0.945 ? "%.3f" : "%.2f", sparsity) }
}
