import Learning
import Measurement
import Report
import Statistics

/// A task that a variant learns: trained to the end before anything is timed, then step by step.
struct TaskCase {
    let variant: TaskVariant
    let store: TaskStore
    let best: BestTrainingBackend

    /// Trains, and makes the call: one training step.
    /// - Throws: as training does.
    func prepare() throws -> PreparedCase {
        let (run, result) = (try store.run(store.lots[0]), try store.result(of: variant))
        let dense = try store.result(of: .dense)
        let trial = try run.trial(variant.method, seed: store.lots[0], backend: best)
        // Libraries keep memory that is not known.
        let planned = try run.trial(variant.method, seed: store.lots[0]).byteCount
        var failure: String?
        var prepared = PreparedCase(
            call: { do { try trial.step() } catch { failure = "\(error)" } },
            verify: {
                // A network that learns nothing finds one class of all.
                let chance = 1 / Double(run.task.classCount)
                let mean = result.accuracies.reduce(0, +) / Double(result.accuracies.count)
                return [
                    .init(
                        name: "learns", passed: mean > 1.2 * chance,
                        detail: "\(percent(mean)) of the test examples are right, \(percent(chance)) by chance")
                ]
            }, failure: { failure })
        prepared.metrics["accuracy"] = .mean(result.accuracies, .higher)
        prepared.metrics["loss"] = .mean(result.losses, .lower)
        if variant != .dense {
            prepared.metrics["accuracy.ratio"] = .mean(
                zip(result.accuracies, dense.accuracies).map(/), .higher, .derived)
        }
        prepared.metrics["memory.planned"] = .exact(Double(planned), "B", .lower)
        return prepared
    }
}

extension Report.Metric {
    /// The mean of a share over independent trainings, with Student's interval.
    fileprivate static func mean(
        _ values: [Double], _ better: Report.Direction, _ provenance: Report.Provenance = .measured
    ) -> Report.Metric {
        guard let mean = MeanEstimate(values, alpha: 1 - SparsityCurves.confidence) else {
            return .unavailable(unit: "1", reason: "a training ended in values that are no numbers")
        }
        return .value(
            .init(
                unit: "1", better: better, provenance: provenance, value: mean.value,
                interval: .init(mean.interval.low, mean.interval.high), confidence: mean.interval.confidence,
                count: values.count))
    }
}
