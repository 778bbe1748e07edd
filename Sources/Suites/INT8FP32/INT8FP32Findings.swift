import Measurement
import Report
import Statistics

/// The answers: INT8 against FP32 per model, how many layers gain, and where INT8 does not win and why.
///
/// Each side is the fastest variant of its precision in the pilot rounds, layer by layer, so that the best INT8 meets the best
/// FP32.
struct INT8FP32Findings {
    let definition: INT8FP32Definition
    let workloads: [LayerWorkload]
    let results: [GroupResult]
    let comparisons: [Report.Comparison]
    let caches: [Report.Host.Cache]

    func all() -> [Report.Finding] {
        let duels = results.compactMap { result in
            workloads.first { $0.name == result.workload }.flatMap { Duel($0, result) }
        }
        // Conditions in the order they were measured in.
        var conditions: [[String: String]] = []
        for result in results where !conditions.contains(result.conditions) { conditions.append(result.conditions) }
        let byConditions = conditions.map { condition in (condition, duels.filter { $0.conditions == condition }) }
        let models = ModelFindings(
            models: definition.models, results: results, comparisons: comparisons, caches: caches)
        return byConditions.flatMap { condition, here in
            models.speedups(under: condition)
                // Where a model was not measured, its layers tell.
                + definition.models.filter { !models.isMeasured($0, under: condition) }
                .compactMap { speedup($0, here, condition) }
        } + byConditions.compactMap { condition, here in tally(here, condition) }
            + LibraryFindings(workloads: workloads, results: results).all()
            + conditions.flatMap { notFaster(among: duels, under: $0) } + models.furtherFindings()
    }

    // MARK: Models

    /// A model's time as the sum over its layers, FP32 over INT8.
    private func speedup(
        _ model: ModelDefinition, _ duels: [Duel], _ conditions: [String: String]
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
        let faster = verdicts.count { $0 == .better }
        let others = [("slower", Report.Verdict.worse), ("equal", .equivalent), ("undecided", .undecided)]
            .map { word, verdict in (word, verdicts.count { $0 == verdict }) }
            .filter { $0.1 > 0 }.map { ", \($0) in \($1)" }
        return .init(
            name: "layers-faster:\(CaseID.conditionText(conditions))", value: Double(faster), unit: "1",
            provenance: .derived,
            statement: "INT8 is faster than FP32 in \(faster == 0 ? "none" : "\(faster)") of "
                + "\(counted(duels.count, "layer"))\(others.joined()) (\(conditionWords(conditions)))" + worst(duels))
    }

    /// The layers that a reader would not expect.
    private func worst(_ duels: [Duel]) -> String {
        let shown = 3
        let slower = duels.filter { verdict($0) == .worse }.sorted { $0.ratio > $1.ratio }
        guard !slower.isEmpty else { return "" }
        return (slower.count > shown ? "; the slowest, by FP32's time: " : "; by FP32's time: ")
            + slower.prefix(shown).map { "\($0.workload.name) \(times($0.ratio))" }.joined(separator: ", ")
    }

    /// A model's layers where INT8 is no faster, and why: one finding for each model and question.
    private func notFaster(among duels: [Duel], under conditions: [String: String]) -> [Report.Finding] {
        let here = duels.filter { $0.conditions == conditions }
        var families: [String] = []
        for duel in here where !families.contains(duel.workload.family) { families.append(duel.workload.family) }
        return families.compactMap { family in
            let own = here.filter { $0.workload.family == family }
            let lost = own.filter { [.worse, .equivalent].contains(verdict($0)) }
            guard !lost.isEmpty else { return nil }
            let title = definition.models.first { $0.name == family }?.title ?? "matrix products"
            return .init(
                name: "layers-not-faster.\(family):\(CaseID.conditionText(conditions))", value: Double(lost.count),
                unit: "1", provenance: .derived,
                statement: "\(title): INT8 is not faster in \(lost.count) of \(counted(own.count, "layer")) "
                    + "(\(conditionWords(conditions)); its time by FP32's): \(reasons(lost, among: duels))"
                    + undecided(own))
        }
    }

    /// What the rounds could not tell has no reason.
    private func undecided(_ duels: [Duel]) -> String {
        let names = duels.filter { verdict($0) == .undecided }.map(layer)
        return names.isEmpty ? "" : "; undecided: " + names.joined(separator: ", ")
    }

    /// Layers by the reason that they have in common.
    private func reasons(_ lost: [Duel], among duels: [Duel]) -> String {
        let explained = lost.map { ($0, reason($0, among: duels)) }
        var reasons: [Reason] = []
        for (_, reason) in explained where !reasons.contains(reason) { reasons.append(reason) }
        return reasons.map { reason in
            explained.filter { $0.1 == reason }.map { layer($0.0) + (reason.isLimit ? $0.0.shares : "") }
                .joined(separator: ", ") + ": \(reason.text)"
        }.joined(separator: "; ")
    }

    /// `pw1 1.24×`.
    private func layer(_ duel: Duel) -> String {
        let ratio = comparison(duel)?.ratio ?? duel.ratio
        return duel.workload.name.dropFirst(duel.workload.family.count + 1) + " \(times(ratio))"
    }

    /// Why INT8 does not win.
    private enum Reason: Equatable {
        /// The kernel alone wins; this was added to it.
        case added(String)
        /// The limit of the roofline that binds.
        case limit(String)

        var text: String {
            switch self {
            case .added(let work): "\(work) costs what the kernel alone gains"
            case .limit(let limit): limit
            }
        }

        var isLimit: Bool { if case .limit = self { true } else { false } }
    }

    private func reason(_ duel: Duel, among duels: [Duel]) -> Reason {
        var kernelAlone = duel.conditions
        kernelAlone["stage"] = LayerConditions.Stage.kernel.rawValue
        let added = ["packed": "packing the weights", "converted": "quantising and dequantising"]
        if let work = duel.conditions["stage"].flatMap({ added[$0] }),
            let alone = duels.first(where: { $0.workload.name == duel.workload.name && $0.conditions == kernelAlone }),
            alone.ratio < 1
        {
            return .added(work)
        }
        return .limit(duel.limit + (duel.shares.isEmpty ? "" : ", shares of the roofline in brackets"))
    }

    private func verdict(_ duel: Duel) -> Report.Verdict { comparison(duel)?.verdict ?? .undecided }

    private func comparison(_ duel: Duel) -> Report.Comparison? {
        comparisons.first { $0.variant == duel.int8.id && $0.baseline == duel.fp32.id }
    }
}
