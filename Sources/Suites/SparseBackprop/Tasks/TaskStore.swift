import Learning
import Statistics

/// A task's examples and what variants have reached, kept while its group is measured.
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

    /// - Throws: `DataError` for a task without examples.
    func run(_ lot: UInt64) throws -> TaskRun {
        if let made = runs[lot] { return made }
        let task = try LearningTask(workload.stream, seed: lot, sources: workload.sources, count: workload.examples)
        let run = TaskRun(task: task, hidden: workload.hidden, batch: workload.batch, epochs: workload.epochs)
        runs[lot] = run
        return run
    }

    /// Trains with every rate, keeps the one whose loss on other examples is lowest, and trains anew with other lots.
    /// - Throws: as training does.
    func result(of variant: TaskVariant) throws -> TaskResult {
        if let result = results[variant] { return result }
        var best = (loss: Double.infinity, rate: workload.rates[0])
        for rate in workload.rates {
            let loss = try trials.reduce(0) { sum, lot in
                let run = try run(lot)
                return try sum + run(variant.method, rate: rate, seed: lot, judge: run.task.validation).loss
            }
            // What diverges is not chosen.
            if loss < best.loss { best = (loss, rate) }
        }
        let reached = try lots.map { lot in
            let run = try run(lot)
            return try run(variant.method, rate: best.rate, seed: lot, judge: run.task.test)
        }
        let result = TaskResult(
            rate: best.rate, accuracies: reached.map(\.accuracy), losses: reached.map(\.loss))
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
