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
        for duel in duels where !conditions.contains(duel.conditions) { conditions.append(duel.conditions) }
        let byConditions = conditions.map { condition in (condition, duels.filter { $0.conditions == condition }) }
        return byConditions.flatMap { condition, here in
            definition.models.compactMap { speedup($0, here, condition) } + [tally(here, condition)].compactMap { $0 }
        } + byConditions.flatMap { _, here in here.compactMap { loss($0, among: duels) } }
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
        let isWhole = measured.count == model.layers.count
        // The head of a report is no place for a sliver of a model.
        guard isWhole || 2 * macs >= model.macs else { return nil }
        let part =
            isWhole
            ? "whole model"
            : "\(measured.count) of its \(model.layers.count) shapes, "
                + "\(percent(Double(macs) / Double(model.macs))) of its MACs"
        let sides = [measured.map(\.int8.variant), measured.map(\.fp32.variant)].map { variants in
            Set(variants).sorted().joined(separator: " and ")
        }
        return .init(
            name: "speedup\(isWhole ? "" : ".partial").\(model.name):\(CaseID.conditionText(conditions))",
            value: ratio.ratio, unit: "1",
            interval: ratio.interval.map { .init($0.low, $0.high) }, provenance: .derived,
            statement: "\(model.title): INT8 is \(times(ratio.ratio)) as fast as FP32"
                + (ratio.interval.map { ", 99 % interval [\(times($0.low)), \(times($0.high))]" } ?? "")
                + " (\(sides.joined(separator: " against ")); \(part); \(Self.words(conditions)))")
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
            statement: "Of \(duels.count) layers INT8 is \(words.joined(separator: ", ")) (\(Self.words(conditions)))")
    }

    /// Where INT8 loses: by how much, on which path, and which of the two limits it is nearer to.
    private func loss(_ duel: Duel, among duels: [Duel]) -> Report.Finding? {
        guard verdict(duel) == .worse, let comparison = comparison(duel) else { return nil }
        return .init(
            name: "slower.\(duel.workload.name):\(CaseID.conditionText(duel.conditions))", value: comparison.ratio,
            unit: "1",
            interval: comparison.interval, provenance: .derived,
            statement: "\(duel.workload.name): \(duel.int8.variant) takes \(times(comparison.ratio)) the time of "
                + "\(duel.fp32.variant) (\(Self.words(duel.conditions))): \(explanation(duel, among: duels))")
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

    /// `kernel, cold`.
    private static func words(_ conditions: [String: String]) -> String {
        [conditions["stage"], conditions["cache"]].compactMap { $0 }.joined(separator: ", ")
    }
}

/// The fastest INT8 variant of a group against its FP32 baseline.
private struct Duel {
    let workload: LayerWorkload
    let conditions: [String: String]
    let fp32: Side
    let int8: Side
    private let peakRatio: Double?

    struct Side {
        var id: String
        var variant: String
        var seconds: [Double]
        var calibrated: Double
        var peakShare: Double?

        var median: Double { (try? SortedSamples(seconds))?.median ?? .infinity }
    }

    init?(_ workload: LayerWorkload, _ result: GroupResult) {
        let sides = result.cases.compactMap { entry in
            result.rounds[entry.id].map { seconds in
                Side(
                    id: entry.id, variant: entry.variant, seconds: seconds,
                    calibrated: result.calibrated[entry.id] ?? .infinity,
                    peakShare: entry.metrics["peak-share"]?.value)
            }
        }
        guard let fp32 = sides.first(where: { $0.id == result.baseline }),
            let int8 = sides.filter({ $0.variant.hasPrefix("int8/") }).min(by: { $0.calibrated < $1.calibrated })
        else { return nil }
        self.workload = workload
        self.fp32 = fp32
        self.int8 = int8
        conditions = result.conditions
        func peak(_ precision: String) -> Double? {
            result.cases.first { $0.isPeak && $0.variant.contains("\(precision)/") }?.metrics["throughput"]?.value
        }
        peakRatio = peak("int8").flatMap { int8 in peak("fp32").map { int8 / $0 } }
    }

    /// INT8's time over FP32's.
    var ratio: Double { int8.median / fp32.median }

    /// From the same rounds: what the machine offers, and how much of it either side uses.
    var peaks: String {
        guard let peakRatio, let own = int8.peakShare, let other = fp32.peakShare else {
            return "no peak loop ran beside it"
        }
        return
            "the machine's INT8 peak is \(times(peakRatio)) that of FP32, and the layer reaches \(percent(own)) of it, "
            + "in FP32 \(percent(other))"
    }
}

extension Report.Metric {
    /// The figure, where there is one.
    var value: Double? {
        if case .value(let value) = self { value.value } else { nil }
    }
}
