import Measurement
import MicroLearning
import Report

/// A model of a population, large or small, and how well it does before it has met its own user.
struct DistillationCase {
    let learnt: Distillation.Learnt
    let store: MicroStore

    /// Trains all of them, and makes the call: a score.
    /// - Throws: what Learning and Models throw for what cannot be trained.
    func prepare() throws -> PreparedCase {
        let distillation = try store.distillation()
        let result = distillation[learnt]
        var prepared = try PreparedCase(
            call: distillation.scorer(learnt), verify: { [belowTruth(result, distillation)] })
        let alpha = 1 - TimeRatio.confidence
        prepared.metrics["accuracy"] = .mean(result.accuracies, .higher, alpha: alpha, most: 1)
        prepared.metrics["loss"] = .exact(result.logLoss, "1", .lower, .measured, count: result.accuracies.count)
        prepared.metrics["error.score"] = .exact(
            result.distance, "1", .lower, .measured, count: result.accuracies.count)
        prepared.metrics["memory.parameters"] = .exact(Double(result.byteCount), "B", .lower)
        return prepared
    }

    /// Whether it does no better than the truth's own probabilities, and its scores are some.
    private func belowTruth(_ result: Distillation.Result, _ distillation: Distillation) -> Report.Check {
        .init(
            name: "truth", passed: result.logLoss > distillation.truth.logLoss && result.logLoss.isFinite,
            detail: "a loss of \(nats(result.logLoss)), \(nats(distillation.truth.logLoss)) where the truth is known")
    }
}
