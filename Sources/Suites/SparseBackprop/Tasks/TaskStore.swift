import Kernels
import Learning
import Statistics

/// A task's examples and what variants have reached.
final class TaskStore {
    let workload: TaskWorkload
    /// Each is a lot of its own: of persons or machines, first weights and batches; the same for all variants.
    let lots: [UInt64]
    /// Other lots, by which settings are chosen.
    private let trials: [UInt64]
    private var runs: [UInt64: TaskRun] = [:]
    private var results: [TaskVariant: TaskResult] = [:]

    init(_ workload: TaskWorkload, seed: UInt64) {
        self.workload = workload
        var generator = SeededGenerator(seed: seed, stream: "lots of a task")
        trials = (0..<workload.trials).map { _ in generator.next() }
        lots = (0..<workload.seeds).map { _ in generator.next() }
    }

    private func run(_ lot: UInt64) throws -> TaskRun {
        if let made = runs[lot] { return made }
        let task = try LearningTask(workload.stream, seed: lot, sources: workload.sources, count: workload.examples)
        let run = TaskRun(task: task, hidden: workload.hidden, batch: workload.batch, epochs: workload.epochs)
        runs[lot] = run
        return run
    }

    /// The training of a variant on a lot.
    /// - Throws: `DataError` for a task without examples.
    func run(_ lot: UInt64, of variant: TaskVariant) throws -> TaskRun {
        var own = try run(lot)
        // A definition has whole epochs alone.
        own.epochs = Int((variant.epochs * Double(own.epochs)).rounded())
        return own
    }

    /// What a variant reaches on a lot; nil where it diverges.
    /// - Throws: for what cannot be trained at all.
    private func reached(
        _ variant: TaskVariant, rate: Double, _ lot: UInt64, judge: KeyPath<LearningTask, Examples>
    ) throws -> TaskRun.Result? {
        let run = try run(lot, of: variant)
        do {
            let result = try run.result(of: variant.method, rate: rate, seed: lot, judge: run.task[keyPath: judge])
            return result.loss.isFinite ? result : nil
        } catch SparsityError.weightNotFinite {
            return nil
        }
    }

    /// Trains with every rate, keeps the one whose loss on other examples is lowest, and trains anew with other lots.
    /// - Throws: as training does; ``TaskError/diverges`` where it does with every rate.
    func result(of variant: TaskVariant) throws -> TaskResult {
        if let result = results[variant] { return result }
        let losses = try workload.rates.map { rate in
            try trials.reduce(0) { sum, lot in
                try sum + (reached(variant, rate: rate, lot, judge: \.validation)?.loss ?? .infinity)
            }
        }
        guard let best = zip(workload.rates, losses).min(by: { $0.1 < $1.1 }), best.1 < .infinity else {
            throw TaskError.diverges(variant: variant.name)
        }
        let ends = try lots.map { lot in
            guard let result = try reached(variant, rate: best.0, lot, judge: \.test) else {
                throw TaskError.diverges(variant: variant.name)
            }
            return result
        }
        let result = TaskResult(rate: best.0, accuracies: ends.map(\.accuracy), losses: ends.map(\.loss))
        results[variant] = result
        return result
    }
}

/// What a variant reaches, a number for each lot.
struct TaskResult {
    /// The learning rate that it chose.
    var rate: Double
    var accuracies, losses: [Double]
}

/// Why a task cannot be learnt.
enum TaskError: Error, CustomStringConvertible {
    /// No rate leads to an end, or the chosen one not on all lots.
    case diverges(variant: String)

    /// Place, cause and remedy.
    var description: String {
        switch self {
        case .diverges(let variant): "\(variant) diverges; give lower rates"
        }
    }
}
