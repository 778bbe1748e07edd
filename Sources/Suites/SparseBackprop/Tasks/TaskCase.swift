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

    /// What a loss may be off by in FP32.
    private static let tolerance = 1e-4

    /// Whether what is timed gives the loss of its weights in FP64, and lowers it. With few elements of gradients it need not.
    private func steps(_ result: TaskResult, _ run: TaskRun) -> Report.Check {
        let name = "fp64-loss"
        do {
            let trial = try run.trial(variant.method, rate: result.rate, seed: store.lots[0], backend: best)
            let before = try trial.referenceLoss()
            // So low that a gradient of the right sign surely leads downwards.
            let own = try trial.step(rate: result.rate / 100)
            let after = try trial.referenceLoss()
            var falls = after < before
            if case .gradients = variant.method { falls = true }
            let apart = (own - before).magnitude
            let rates = store.workload.rates
            let isEdge = rates.count > 1 && [rates.min(), rates.max()].contains(result.rate)
            return .init(
                name: name, passed: apart <= Self.tolerance * (1 + before) && falls,
                detail:
                    "the loss of a batch is \(own), off by \(apart) of that in FP64, and \(after) after a small step; trials "
                    + "chose a rate of \(result.rate)" + (isEdge ? ", at the end of those there are" : ""))
        } catch {
            return .init(name: name, passed: false, detail: "\(error)")
        }
    }
}
