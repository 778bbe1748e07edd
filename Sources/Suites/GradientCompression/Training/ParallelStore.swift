import Compression
import DataParallel
import Learning
import Statistics

/// A task's examples by lots, and what codecs have reached.
final class ParallelStore {
    let workload: ParallelWorkload
    /// Each is a lot of its own: of persons or machines, first weights and batches; the same for all codecs.
    private let lots: [UInt64]
    /// Other lots, by which rates are chosen.
    private let trials: [UInt64]
    private var tasks: [UInt64: LearningTask] = [:]
    private var results: [String: ParallelResult] = [:]

    init(_ workload: ParallelWorkload, seed: UInt64) {
        self.workload = workload
        var generator = SeededGenerator(seed: seed, stream: "lots of a parallel training")
        trials = (0..<workload.trials).map { _ in generator.next() }
        lots = (0..<workload.seeds).map { _ in generator.next() }
    }

    /// A training of a codec that has done its first step.
    func begun(_ codec: Codec) throws -> SimulatedTraining {
        let result = try result(of: codec)
        let run = try training(codec, rate: result.rate, lots[0]).run
        _ = try run.meanGradient(after: 1)
        return run
    }

    /// Classes of the task; 0 before the first training.
    var classCount: Int { tasks.values.first?.classCount ?? 0 }

    /// Why no processes train over TCP; nil where they can.
    var reasonAgainstTCP: String? {
        guard TCPTraining.workers.contains(workload.workers) else {
            return "\(TCPTraining.workers.lowerBound) to \(TCPTraining.workers.upperBound) workers train over TCP"
        }
        return WorkerProgram.own == nil ? "this program cannot be a worker's process" : nil
    }

    /// The first lot's training by worker processes over TCP on this machine; nil where there is a reason against it.
    /// - Throws: as `WorkerProgram.train` does.
    func recordOverTCP(_ codec: Codec) throws -> TCPRecord? {
        guard reasonAgainstTCP == nil, let program = WorkerProgram.own else { return nil }
        let rate = try result(of: codec).rate
        return try program.train(
            workload.task(rate: rate, seed: lots[0], sharesSeed: codec.kind.sharesSeed), codec: codec.name)
    }

    /// Trains with every rate, keeps the one whose loss on other examples is lowest, and trains anew with other lots.
    /// - Throws: as training does; ``TaskError/diverges(variant:)`` where it does with every rate.
    func result(of codec: Codec) throws -> ParallelResult {
        if let result = results[codec.name] { return result }
        let losses = try workload.rates.map { rate in
            try trials.reduce(0) { sum, lot in
                try sum + (record(codec, rate: rate, lot, judge: \.validation)?.result.loss ?? .infinity)
            }
        }
        guard let best = zip(workload.rates, losses).min(by: { $0.1 < $1.1 }), best.1 < .infinity else {
            throw TaskError.diverges(variant: codec.name)
        }
        let records = try lots.map { lot in
            guard let record = try record(codec, rate: best.0, lot, judge: \.test) else {
                throw TaskError.diverges(variant: codec.name)
            }
            return record
        }
        let result = ParallelResult(rate: best.0, records: records)
        results[codec.name] = result
        return result
    }

    private func task(_ lot: UInt64) throws -> LearningTask {
        if let made = tasks[lot] { return made }
        let task = try LearningTask(
            workload.stream, seed: lot, sources: workload.sources, count: workload.examples)
        tasks[lot] = task
        return task
    }

    private func training(
        _ codec: Codec, rate: Double, _ lot: UInt64, judge: KeyPath<LearningTask, Examples> = \.test
    ) throws -> (run: SimulatedTraining, training: ParallelTraining) {
        let task = try task(lot)
        var training = try workload.task(rate: rate, seed: lot, sharesSeed: codec.kind.sharesSeed).training(of: task)
        training.test = task[keyPath: judge]
        return (try SimulatedTraining(training, codec: LayoutCodec(codec.name, training.gradientLayout())), training)
    }

    /// nil where it diverges: a loss or a gradient that is no number.
    private func record(
        _ codec: Codec, rate: Double, _ lot: UInt64, judge: KeyPath<LearningTask, Examples>
    ) throws -> ParallelRecord? {
        do {
            let record = try training(codec, rate: rate, lot, judge: judge).run.run()
            return record.result.loss.isFinite ? record : nil
        } catch DataParallelError.codec {
            return nil
        }
    }
}

extension CodecKind {
    /// Random elements can be summed on the way where all workers take the same.
    fileprivate var sharesSeed: Bool { self == .randomK }
}

/// What a codec reaches, a record for each lot.
struct ParallelResult {
    /// The learning rate that it chose.
    var rate: Double
    var records: [ParallelRecord]

    var accuracies: [Double] { records.map(\.result.accuracy) }
    var losses: [Double] { records.map(\.result.loss) }
}
