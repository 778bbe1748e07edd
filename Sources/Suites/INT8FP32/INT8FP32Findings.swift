import Measurement
import Report
import Statistics

/// The answers: INT8 against FP32 per model, how many layers gain, and where INT8 loses and why.
///
/// Each side is the fastest variant of its precision at calibration, layer by layer, so that the best INT8 meets the best
/// FP32.
struct INT8FP32Findings {
    let definition: INT8FP32Definition
    let workloads: [LayerWorkload]
    let results: [GroupResult]
    let comparisons: [Report.Comparison]

    func all() -> [Report.Finding] {
        let duels = results.compactMap { result in
            workloads.first { $0.name == result.workload }.flatMap { Duel($0, result) }
        }
        // Conditions in the order they were measured in.
        var conditions: [[String: String]] = []
        for result in results where !conditions.contains(result.conditions) { conditions.append(result.conditions) }
        let byConditions = conditions.map { condition in (condition, duels.filter { $0.conditions == condition }) }
        let models = ModelFindings(models: definition.models, results: results)
        return byConditions.flatMap { condition, here in
            models.speedups(of: .int8, under: condition)
                // Where a model was not measured, its layers tell.
                + definition.models.filter { !models.isMeasured($0, under: condition) }
                .compactMap { speedup($0, here, condition) } + [tally(here, condition)].compactMap { $0 }
        } + models.furtherFindings() + byConditions.flatMap { _, here in here.compactMap { loss($0, among: duels) } }
    }

    // MARK: Models

    /// A model's time as the sum over its layers, FP32 over INT8.
    private func speedup(
        _ model: INT8FP32Definition.Model, _ duels: [Duel], _ conditions: [String: String]
    ) -> Report.Finding? {
        let measured = duels.filter { $0.workload.family == model.name }
        let layers = measured.compactMap { duel in
            // The ratio of the sums is FP32's over INT8's, so INT8 takes the place of the baseline.
            try? PairedLayer(
                named: duel.workload.name, count: duel.workload.count, baseline: duel.int8.seconds,
                variant: duel.fp32.seconds)
        }
        var generator = SeededGenerator(
            seed: 0, stream: "bootstrap of \(model.name):\(CaseID.conditionText(conditions))")
        guard let ratio = try? WeightedRatio(layers: layers, confidence: 0.99, using: &generator) else { return nil }
        let macs = measured.reduce(0) { $0 + $1.workload.count * $1.workload.shape.macs }
        let isPacked = conditions["stage"] == LayerConditions.Stage.packed.rawValue
        let shapes = model.layers.count { !isPacked || $0.shape.parameterCount > 0 }
        let isWhole = measured.count == shapes
        // The head of a report is no place for a sliver of a model.
        guard isWhole || 2 * macs >= model.macs else { return nil }
        let part =
            isWhole
            ? "the sum of its layers"
            : "\(measured.count) of its \(shapes) shapes, "
                + "\(percent(Double(macs) / Double(model.macs))) of its MACs"
        let sides = [measured.map(\.int8.variant), measured.map(\.fp32.variant)].map { variants in
            Set(variants).sorted().joined(separator: " and ")
        }
        return .init(
            name: "speedup.\(isWhole ? "layers" : "partial").\(model.name):\(CaseID.conditionText(conditions))",
            value: ratio.ratio, unit: "1",
            interval: ratio.interval.map { .init($0.low, $0.high) }, provenance: .derived,
            statement: "\(model.title): INT8 is \(times(ratio.ratio)) as fast as FP32"
                + (ratio.interval.map { ", 99 % interval [\(times($0.low)), \(times($0.high))]" } ?? "")
                + " (\(sides.joined(separator: " against ")); \(part); \(conditionWords(conditions)))")
    }

    // MARK: Layers

    private func tally(_ duels: [Duel], _ conditions: [String: String]) -> Report.Finding? {
        guard !duels.isEmpty else { return nil }
        let verdicts = duels.map(verdict)
        let counts = [
            ("faster", Report.Verdict.better), ("slower", .worse), ("equal", .equivalent), ("undecided", .undecided),
        ].map { word, verdict in (word, verdicts.filter { $0 == verdict }.count) }
        let words = counts.filter { $0.1 > 0 }.map { "\($0) in \($1)" }
        return .init(
            name: "layers-faster:\(CaseID.conditionText(conditions))", value: Double(counts[0].1), unit: "1",
            provenance: .derived,
            statement:
                "Of \(duels.count) layers INT8 is \(words.joined(separator: ", ")) (\(conditionWords(conditions)))")
    }

    /// Where INT8 loses: by how much, on which path, and which of the two limits it is nearer to.
    private func loss(_ duel: Duel, among duels: [Duel]) -> Report.Finding? {
        guard verdict(duel) == .worse, let comparison = comparison(duel) else { return nil }
        return .init(
            name: "slower.\(duel.workload.name):\(CaseID.conditionText(duel.conditions))", value: comparison.ratio,
            unit: "1",
            interval: comparison.interval, provenance: .derived,
            statement: "\(duel.workload.name): \(duel.int8.variant) takes \(times(comparison.ratio)) the time of "
                + "\(duel.fp32.variant) (\(conditionWords(duel.conditions))): \(explanation(duel, among: duels))")
    }

    /// Where the kernel alone wins, what was added to it loses; otherwise the peaks tell what the path could give.
    private func explanation(_ duel: Duel, among duels: [Duel]) -> String {
        var kernelAlone = duel.conditions
        kernelAlone["stage"] = LayerConditions.Stage.kernel.rawValue
        let added = ["packed": "packing the weights", "converted": "quantising and dequantising"]
        if let addition = duel.conditions["stage"].flatMap({ added[$0] }),
            let alone = duels.first(where: { $0.workload.name == duel.workload.name && $0.conditions == kernelAlone }),
            alone.ratio < 1
        {
            return "the kernel alone takes \(times(alone.ratio)), \(addition) costs the rest"
        }
        return duel.peaks
    }

    private func verdict(_ duel: Duel) -> Report.Verdict { comparison(duel)?.verdict ?? .undecided }

    private func comparison(_ duel: Duel) -> Report.Comparison? {
        comparisons.first { $0.variant == duel.int8.id && $0.baseline == duel.fp32.id }
    }
}
