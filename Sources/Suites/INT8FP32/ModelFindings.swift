import Kernels
import Measurement
import Report
import Statistics

/// The answers of whole models: speed, memory and error of each precision against FP32, and whether the layers add up.
struct ModelFindings {
    let models: [INT8FP32Definition.Model]
    let results: [GroupResult]

    private static let precisions = Precision.allCases.filter { $0 != .fp32 }

    /// Whether the model itself was measured, and not its layers alone.
    func isMeasured(_ model: INT8FP32Definition.Model, under conditions: [String: String]) -> Bool {
        result(model.name, conditions)?.baselineSide != nil
    }

    /// The speed-up of each model in a precision under conditions.
    func speedups(of precision: Precision, under conditions: [String: String]) -> [Report.Finding] {
        models.compactMap { model in
            result(model.name, conditions).flatMap { speedup(model, $0, precision) }
        }
    }

    /// What stands behind the headlines: other precisions' speed, what each costs, and whether layers add up to models.
    func furtherFindings() -> [Report.Finding] {
        let modelResults = results.compactMap { result in
            models.first { $0.name == result.workload }.map { ($0, result) }
        }
        let speeds = modelResults.flatMap { model, result in
            Self.precisions.filter { $0 != .int8 }.compactMap { speedup(model, result, $0) }
        }
        // Memory and error are the same under all conditions; the first ones tell them.
        let allCosts = models.flatMap { model in
            modelResults.first { $0.0.name == model.name }.map { costs(model, $0.1) } ?? []
        }
        let sums = modelResults.flatMap { model, result in
            Precision.allCases.compactMap { layersByModel(model, result, $0) }
        }
        return speeds + allCosts + sums
    }

    // MARK: Speed

    private func speedup(
        _ model: INT8FP32Definition.Model, _ result: GroupResult, _ precision: Precision
    ) -> Report.Finding? {
        guard let fp32 = result.baselineSide, let own = result.fastest(precision),
            // The ratio is FP32's time over the other's, so that takes the place of the baseline.
            let pair = try? PairedLayer(named: model.name, count: 1, baseline: own.seconds, variant: fp32.seconds)
        else { return nil }
        let name = name("speedup", model, precision) + ":" + CaseID.conditionText(result.conditions)
        var generator = SeededGenerator(seed: 0, stream: "bootstrap of \(name)")
        guard let ratio = try? WeightedRatio(layers: [pair], confidence: 0.99, using: &generator) else { return nil }
        return .init(
            name: name, value: ratio.ratio, unit: "1", interval: ratio.interval.map { .init($0.low, $0.high) },
            provenance: .derived,
            statement: "\(model.title): \(precision.title) is \(times(ratio.ratio)) as fast as FP32"
                + (ratio.interval.map { ", 99 % interval [\(times($0.low)), \(times($0.high))]" } ?? "")
                + " (\(own.variant) against \(fp32.variant); whole model; \(conditionWords(result.conditions)))")
    }

    // MARK: Costs

    private func costs(_ model: INT8FP32Definition.Model, _ result: GroupResult) -> [Report.Finding] {
        guard let fp32 = result.baselineSide else { return [] }
        return Self.precisions.flatMap { precision in
            result.fastest(precision).map { own in
                [memory(model, precision, own, fp32), error(model, precision, own)].compactMap { $0 }
            } ?? []
        }
    }

    private func memory(
        _ model: INT8FP32Definition.Model, _ precision: Precision, _ own: MeasuredSide, _ fp32: MeasuredSide
    ) -> Report.Finding? {
        let parts = ["memory.weights", "memory.activations"]
        let (mine, other) = (parts.compactMap { own.metrics[$0]?.value }, parts.compactMap { fp32.metrics[$0]?.value })
        guard mine.count == 2, other.count == 2 else { return nil }
        let ratio = (mine[0] + mine[1]) / (other[0] + other[1])
        return .init(
            name: name("memory", model, precision), value: ratio, unit: "1", provenance: .derived,
            statement: "\(model.title): \(precision.title) takes \(times(ratio)) the memory of FP32: "
                + "\(kibibytes(mine[0])) of packed weights against \(kibibytes(other[0])), "
                + "\(kibibytes(mine[1])) of activations against \(kibibytes(other[1])) "
                + "(\(own.variant) against \(fp32.variant))")
    }

    private func error(
        _ model: INT8FP32Definition.Model, _ precision: Precision, _ own: MeasuredSide
    ) -> Report.Finding? {
        guard case .value(let sqnr) = own.metrics["sqnr"] else { return nil }
        let steps = own.metrics["error.max-lsb"]?.value.map { ", at most \(decimals($0)) output steps off" } ?? ""
        return .init(
            name: name("sqnr", model, precision), value: sqnr.value, unit: "dB", provenance: .derived,
            statement: "\(model.title): \(precision.title)'s output is \(decimals(sqnr.value)) dB above its error"
                + "\(steps), over \(sqnr.count) inputs held against FP64")
    }

    // MARK: Layers

    /// The sum over a model's layers by the model itself, both in units of the peak loop of their own rounds, so that a
    /// clock that moves between groups does not show.
    private func layersByModel(
        _ model: INT8FP32Definition.Model, _ result: GroupResult, _ precision: Precision
    ) -> Report.Finding? {
        guard let whole = result.fastest(precision), let time = result.timeByPeak(whole, precision) else { return nil }
        let layers = model.layers.compactMap { layer -> Double? in
            guard let alone = self.result("\(model.name).\(layer.name)", result.conditions),
                let side = alone.sides.first(where: { $0.variant == whole.variant })
            else { return nil }
            return alone.timeByPeak(side, precision).map { Double(layer.count) * $0 }
        }
        guard layers.count == model.layers.count else { return nil }
        let ratio = layers.reduce(0, +) / time
        return .init(
            name: name("layers", model, precision) + ":" + CaseID.conditionText(result.conditions), value: ratio,
            unit: "1", provenance: .derived,
            statement: "\(model.title): its layers, each measured alone, add up to \(times(ratio)) the model's time "
                + "(\(whole.variant); \(conditionWords(result.conditions))), both by the peak of their rounds"
                + explanation(ratio, whole))
    }

    /// What makes more than a tenth of difference.
    private func explanation(_ ratio: Double, _ whole: MeasuredSide) -> String {
        guard !(0.9...1.1).contains(ratio) else { return "" }
        guard ratio < 1 else {
            return "; alone each layer is entered by a call of its own, and layers and model ran at other times"
        }
        let amounts = ["memory.weights", "memory.activations"].compactMap { whole.metrics[$0]?.value }.map(kibibytes)
        return "; a layer alone keeps its buffers in the first-level cache, while the model walks through "
            + amounts.joined(separator: " of weights and ") + " of activations"
    }

    private func result(_ workload: String, _ conditions: [String: String]) -> GroupResult? {
        results.first { $0.workload == workload && $0.conditions == conditions }
    }

    /// `speedup.kws` for INT8, the question of the suite; `speedup.kws.bf16` for the others.
    private func name(_ kind: String, _ model: INT8FP32Definition.Model, _ precision: Precision) -> String {
        "\(kind).\(model.name)" + (precision == .int8 ? "" : ".\(precision.rawValue)")
    }
}

extension Precision {
    /// `INT8`.
    fileprivate var title: String { rawValue.uppercased() }
}

/// `kernel, cold`.
func conditionWords(_ conditions: [String: String]) -> String {
    [conditions["stage"], conditions["cache"], conditions["threads"].map { "\($0) threads" }].compactMap { $0 }
        .joined(separator: ", ")
}
