import Measurement
import Report

/// What a variant came to over lots, alone and against the baseline.
struct VariantFigures {
    /// A lot each; the same for all variants.
    let lots: [VariantLot]
    /// Those of the baseline; nil for itself.
    let baseline: [VariantLot]?
    /// Whether its weights are the same in all lots, which then differ in who judges alone.
    let isGiven: Bool
    /// Variants that are held against the baseline: each difference is as certain that all are, together.
    let comparisons: Int
    /// Variants that learn.
    let strategies: Int

    private static let alpha = 1 - TimeRatio.confidence

    /// Accuracy, what is left of it under the worst disturbance, what it is less than the baseline's, and how drifts are met.
    var metrics: [String: Report.Metric] {
        var metrics = online
        metrics["accuracy"] = mean(lots.map(\.clean))
        if let worst { metrics["accuracy.disturbed"] = mean(lots.map { $0.disturbed[worst] }) }
        if let baseline {
            metrics["accuracy.difference"] = .mean(
                zip(lots, baseline).map { $0.accuracy - $1.accuracy }, .higher, .derived,
                alpha: Self.alpha / Double(max(comparisons, 1)), least: -1, most: 1)
        }
        return metrics
    }

    /// Over lots, or over all who judge where lots differ in these alone.
    private func mean(_ shares: [[Double]]) -> Report.Metric {
        .mean(isGiven ? shares.flatMap(\.self) : shares.map(VariantLot.mean), .higher, alpha: Self.alpha, most: 1)
    }

    /// The disturbance that leaves the least.
    private var worst: Int? {
        lots.first?.disturbed.indices.min { left, right in
            VariantLot.mean(lots.flatMap { $0.disturbed[left] }) < VariantLot.mean(lots.flatMap { $0.disturbed[right] })
        }
    }

    private var online: [String: Report.Metric] {
        let online = lots.compactMap(\.online)
        guard !online.isEmpty else { return [:] }
        return OnlineFigures(lots: online.map(\.strategy), frozen: online.map(\.frozen), comparisons: strategies)
            .metrics
    }

    /// Accuracy as inputs are, and under each disturbance.
    /// - Parameter disturbances: their names.
    func robustness(_ disturbances: [String]) -> [String: Report.Metric] {
        let inputs = [lots.map(\.clean)] + disturbances.indices.map { kind in lots.map { $0.disturbed[kind] } }
        return Dictionary(uniqueKeysWithValues: zip([Self.undisturbed] + disturbances, inputs.map(mean)))
    }

    /// What inputs as they are are called beside disturbed ones.
    static let undisturbed = "none"
}
