import Kernels
import Learning
import Measurement
import Report
import Statistics

/// A task that a variant learns: trained to the end before anything is timed, then step by step.
struct TaskCase {
    let variant: TaskVariant
    let store: TaskStore
    /// Variants that are held against dense: each is as accurate with as much less doubt.
    let comparisons: Int
    let best: BestTrainingBackend

    /// Steps whose losses are held against those of other kernels, and what these may differ by.
    private static let compared = (steps: 10, tolerance: 0.01)

    /// Trains, and makes the call: one training step.
    /// - Throws: as training does.
    func prepare() throws -> PreparedCase {
        let lot = store.lots[0]
        let (run, result) = (try store.run(lot, of: variant), try store.result(of: variant))
        let dense = try store.result(of: .dense)
        let trial = try run.trial(variant.method, rate: result.rate, seed: lot, backend: best)
        // Libraries keep memory that is not known.
        let planned = try run.trial(variant.method, rate: result.rate, seed: lot).byteCount
        var failure: String?
        var prepared = PreparedCase(
            call: { do { try trial.step() } catch { failure = "\(error)" } },
            verify: { (variant == .dense ? [learns(result, run)] : []) + [steps(result, run)] },
            failure: { failure ?? trial.failure })
        let alpha = 1 - TimeRatio.confidence
        prepared.metrics["accuracy"] = .mean(result.accuracies, .higher, alpha: alpha, most: 1)
        prepared.metrics["loss"] = .mean(result.losses, .lower, alpha: alpha)
        if variant != .dense {
            // Its lower end is asked for, and all variants' together are to hold.
            prepared.metrics["accuracy.ratio"] = .mean(
                zip(result.accuracies, dense.accuracies).map(/), .higher, .derived,
                alpha: 2 * alpha / Double(comparisons))
        }
        prepared.metrics["memory.planned"] = .exact(Double(planned), "B", .lower)
        return prepared
    }

    /// Whether the task can be learnt at all: a network that learns nothing finds one class of all.
    private func learns(_ result: TaskResult, _ run: TaskRun) -> Report.Check {
        let chance = 1 / Double(run.task.classCount)
        let mean = result.accuracies.reduce(0, +) / Double(result.accuracies.count)
        return .init(
            name: "learns", passed: mean > 1.2 * chance,
            detail: "\(percent(mean)) of the test examples are right, \(percent(chance)) by chance")
    }

    /// Whether steps as they are timed lower the loss of their batch, and as the kernels do by which the task was learnt.
    private func steps(_ result: TaskResult, _ run: TaskRun) -> Report.Check {
        let name = "steps"
        do {
            let lot = store.lots[0]
            func losses(_ backend: any TrainingBackend) throws -> [Double] {
                try run.trial(variant.method, rate: result.rate, seed: lot, backend: backend)
                    .losses(steps: Self.compared.steps, rate: result.rate)
            }
            let (own, others) = (try losses(best), try losses(TrainingBackends.fastestNative))
            let apart = zip(own, others).map { ($0 - $1).magnitude / (1 + $1.magnitude) }.max() ?? .infinity
            let (first, last) = (own.first ?? .nan, own.last ?? .nan)
            let rates = store.workload.rates
            let isEdge = rates.count > 1 && [rates.min(), rates.max()].contains(result.rate)
            return .init(
                name: name, passed: apart <= Self.compared.tolerance && last < first,
                detail:
                    "the loss of a batch falls from \(first) to \(last) in \(own.count) steps, off by \(apart) of those "
                    + "with the kernels of the trainings; at a rate of \(result.rate), which trials chose"
                    + (isEdge ? " at the end of those there are" : ""))
        } catch {
            return .init(name: name, passed: false, detail: "\(error)")
        }
    }
}

extension Report.Metric {
    /// The mean over independent trainings with Student's interval.
    /// - Parameter most: what it cannot exceed.
    fileprivate static func mean(
        _ values: [Double], _ better: Report.Direction, _ provenance: Report.Provenance = .measured, alpha: Double,
        most: Double = .infinity
    ) -> Report.Metric {
        guard let mean = MeanEstimate(values, alpha: alpha) else {
            return .unavailable(unit: "1", reason: "a training ended in values that are no numbers")
        }
        return .value(
            .init(
                unit: "1", better: better, provenance: provenance, value: mean.value,
                interval: .init(max(0, mean.interval.low), min(most, mean.interval.high)),
                confidence: mean.interval.confidence, count: values.count))
    }
}
