import Kernels
import Measurement
import Report

/// The answers of whole models: speed, memory and error of each precision against FP32, and whether the layers add up.
struct ModelFindings {
    let models: [ModelDefinition]
    let results: [GroupResult]
    let comparisons: [Report.Comparison]
    let caches: [Report.Host.Cache]

    /// Whether the model itself was measured, and not its layers alone.
    func isMeasured(_ model: ModelDefinition, under conditions: [String: String]) -> Bool {
        result(model.name, conditions)?.baselineSide != nil
    }

    /// The speed-up of each model in INT8 under conditions.
    func speedups(under conditions: [String: String]) -> [Report.Finding] {
        models.compactMap { model in
            guard let result = result(model.name, conditions), let fp32 = result.baselineSide,
                let speedup = speedup(.int8, result)
            else { return nil }
            return .init(
                name: "speedup.\(model.name):\(CaseID.conditionText(conditions))", value: speedup.ratio, unit: "1",
                interval: speedup.interval, provenance: .derived,
                statement: "\(model.title): INT8 is \(times(speedup.ratio)) as fast as FP32, "
                    + "\(coverage(speedup.confidence)) interval [\(times(speedup.interval.low)), "
                    + "\(times(speedup.interval.high))] (\(speedup.side.variant) against \(fp32.variant); whole model; "
                    + "\(conditionWords(conditions)))")
        }
    }

    /// What stands behind the headlines, a finding for each model and question: the other precisions' speed, what INT8
    /// costs, and whether the layers add up to the model. All under the first conditions of the model.
    func furtherFindings() -> [Report.Finding] {
        let measured = models.compactMap { model in
            results.first { $0.workload == model.name }.map { (model, $0) }
        }
        return measured.compactMap(precisions) + measured.compactMap(memory) + measured.compactMap(error)
            + measured.compactMap(layersByModel)
    }

    // MARK: Speed

    /// How many times as fast as FP32 the fastest variant of a precision is: the comparison's own figure, turned round.
    private struct Speedup {
        let side: MeasuredSide
        let ratio: Double
        let interval: Report.Interval
        let confidence: Double
    }

    private func speedup(_ precision: Precision, _ result: GroupResult) -> Speedup? {
        guard let fp32 = result.baselineSide, let own = result.fastest(precision),
            let comparison = comparisons.first(where: { $0.variant == own.id && $0.baseline == fp32.id })
        else { return nil }
        return Speedup(
            side: own, ratio: 1 / comparison.ratio,
            interval: .init(1 / comparison.interval.high, 1 / comparison.interval.low),
            confidence: comparison.confidence)
    }

    /// All precisions against FP32, the fastest first.
    private func precisions(_ model: ModelDefinition, _ result: GroupResult) -> Report.Finding? {
        let speeds = Precision.allCases.filter { $0 != .fp32 }
            .compactMap { precision in speedup(precision, result).map { (precision, $0) } }
            .sorted { $0.1.ratio > $1.1.ratio }
        guard speeds.count > 1 else { return nil }
        let words = speeds.map { "\($0.title) \(times($1.ratio))" }
        return .init(
            name: "precisions.\(model.name):\(CaseID.conditionText(result.conditions))", value: speeds[0].1.ratio,
            unit: "1", interval: speeds[0].1.interval, provenance: .derived,
            statement: "\(model.title): by FP32's speed, the fastest of each precision: "
                + "\(words.joined(separator: ", ")) (whole model; \(conditionWords(result.conditions)))")
    }

    // MARK: Costs

    private func memory(_ model: ModelDefinition, _ result: GroupResult) -> Report.Finding? {
        guard let fp32 = result.baselineSide, let own = result.fastest(.int8) else { return nil }
        let parts = ["memory.weights", "memory.activations"]
        let (mine, other) = (parts.compactMap { own.metrics[$0]?.value }, parts.compactMap { fp32.metrics[$0]?.value })
        guard mine.count == 2, other.count == 2 else { return nil }
        let ratio = (mine[0] + mine[1]) / (other[0] + other[1])
        return .init(
            name: "memory.\(model.name)", value: ratio, unit: "1", provenance: .derived,
            statement: "\(model.title): INT8 takes \(times(ratio)) the memory of FP32: "
                + "\(kibibytes(mine[0])) of packed weights against \(kibibytes(other[0])), "
                + "\(kibibytes(mine[1])) of activations against \(kibibytes(other[1])) "
                + "(\(own.variant) against \(fp32.variant))")
    }

    private func error(_ model: ModelDefinition, _ result: GroupResult) -> Report.Finding? {
        guard let own = result.fastest(.int8), case .value(let sqnr) = own.metrics["sqnr"] else { return nil }
        let steps = own.metrics["error.max-lsb"]?.value.map { ", at most \(decimals($0)) output steps off" } ?? ""
        return .init(
            name: "sqnr.\(model.name)", value: sqnr.value, unit: "dB",
            interval: sqnr.confidence < 1 ? sqnr.interval : nil, provenance: .derived,
            statement: "\(model.title): INT8's output is \(decimals(sqnr.value)) dB above its error"
                + (sqnr.confidence < 1
                    ? " (\(coverage(sqnr.confidence)) interval [\(decimals(sqnr.interval.low)), "
                        + "\(decimals(sqnr.interval.high))])" : "")
                + "\(steps), over \(counted(sqnr.count, "input")) held against FP64")
    }

    // MARK: Layers

    /// The sum over a model's layers by the model itself, both in units of the peak loop of their own rounds, so that a
    /// clock that moves between groups does not show.
    private func layersByModel(_ model: ModelDefinition, _ result: GroupResult) -> Report.Finding? {
        let sums = Precision.allCases.compactMap { precision in
            result.fastest(precision).flatMap { whole in
                sumByWhole(model, result, whole, precision).map { (whole: whole, ratio: $0) }
            }
        }
        guard let furthest = sums.max(by: { distance($0.ratio) < distance($1.ratio) }) else { return nil }
        let words = sums.map { "\(times($0.ratio)) (\($0.whole.variant))" }
        return .init(
            name: "layers.\(model.name):\(CaseID.conditionText(result.conditions))", value: furthest.ratio,
            unit: "1", provenance: .derived,
            statement: "\(model.title): its layers, each measured alone, add up to \(words.joined(separator: ", ")) "
                + "the model's time, both by the peak of their rounds (\(conditionWords(result.conditions)))"
                + explanation(furthest.ratio, furthest.whole, model))
    }

    private func sumByWhole(
        _ model: ModelDefinition, _ result: GroupResult, _ whole: MeasuredSide, _ precision: Precision
    ) -> Double? {
        guard let time = result.timeByPeak(whole, precision) else { return nil }
        let layers = model.layers.compactMap { layer -> Double? in
            guard let alone = self.result("\(model.name).\(layer.name)", result.conditions),
                let side = alone.sides.first(where: { $0.variant == whole.variant })
            else { return nil }
            return alone.timeByPeak(side, precision).map { Double(layer.count) * $0 }
        }
        return layers.count == model.layers.count ? layers.reduce(0, +) / time : nil
    }

    /// From 1, on a scale of ratios.
    private func distance(_ ratio: Double) -> Double { max(ratio, 1 / ratio) }

    /// What may make more than a tenth of difference: where the buffers lie. A layer that is called again and again finds
    /// its own in the smallest cache that holds them; the model walks through all of its weights before it comes back.
    private func explanation(
        _ ratio: Double, _ whole: MeasuredSide, _ model: ModelDefinition
    ) -> String {
        guard !(0.9...1.1).contains(ratio) else { return "" }
        let amounts = ["memory.weights", "memory.activations"].compactMap { whole.metrics[$0]?.value }
        let layers = model.layers.compactMap { layer in
            results.first { $0.workload == "\(model.name).\(layer.name)" }?.sides
                .first { $0.variant == whole.variant }?.metrics["memory.peak"]?.value
        }
        guard ratio < 1, amounts.count == 2, let largest = layers.max() else {
            return "; unexplained: they ran minutes apart, and the peak loops cancel the clock's moves alone"
        }
        let (alone, together) = (home(of: largest), home(of: amounts[0] + amounts[1]))
        guard alone != together else {
            return "; unexplained by caches: \(alone) holds the model as it holds each layer"
        }
        return "; alone, the largest layer's \(kibibytes(largest)) stay in \(alone), while the model walks through "
            + "\(kibibytes(amounts[0])) of weights and \(kibibytes(amounts[1])) of activations, which only "
            + "\(together) holds (\(whole.variant))"
    }

    /// The smallest cache that holds so many bytes.
    private func home(of bytes: Double) -> String {
        caches.filter { $0.kind != "instruction" }.sorted { $0.level < $1.level }.first { Double($0.bytes) >= bytes }
            .map { "the level-\($0.level) cache" } ?? "memory"
    }

    private func result(_ workload: String, _ conditions: [String: String]) -> GroupResult? {
        results.first { $0.workload == workload && $0.conditions == conditions }
    }
}

extension Precision {
    /// `INT8`.
    var title: String { rawValue.uppercased() }
}

/// `kernel, cold`.
func conditionWords(_ conditions: [String: String]) -> String {
    [conditions["stage"], conditions["cache"], conditions["threads"].map { "\($0) threads" }].compactMap { $0 }
        .joined(separator: ", ")
}
