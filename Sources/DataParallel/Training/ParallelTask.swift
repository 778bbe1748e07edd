import Learning
import Models

/// A training as processes tell it to each other: which stream's task, by which network, with which numbers.
public struct ParallelTask: Codable, Sendable, Equatable {
    /// What is learnt, from so many persons or machines with so many examples each.
    public var stream: LearningTask.Stream
    /// Persons or machines to learn from, and examples of each.
    public var sources, examples: Int
    /// What learns.
    public var model: ParallelModel
    /// As ``ParallelTraining`` has them.
    public var workers, batch, epochs: Int
    /// The rule of the updates.
    public var optimiser: ParallelOptimiser
    /// The rate of the first step, which falls along half a cosine to 0.
    public var rate: Double
    /// Of the task, and as ``ParallelTraining`` has it.
    public var seed: UInt64
    /// As ``ParallelTraining`` has it.
    public var sharesSeed = false
    /// As ``ParallelTraining`` has it.
    public var interval = 10

    /// Memberwise.
    public init(
        _ stream: LearningTask.Stream, sources: Int, examples: Int, model: ParallelModel, workers: Int, batch: Int,
        epochs: Int, optimiser: ParallelOptimiser, rate: Double, seed: UInt64, sharesSeed: Bool = false,
        interval: Int = 10
    ) {
        (self.stream, self.sources, self.examples, self.model) = (stream, sources, examples, model)
        (self.workers, self.batch, self.epochs) = (workers, batch, epochs)
        (self.optimiser, self.rate, self.seed) = (optimiser, rate, seed)
        (self.sharesSeed, self.interval) = (sharesSeed, interval)
    }

    /// The training with its examples, which takes seconds to make.
    /// - Throws: ``DataParallelError`` for what cannot be, `DataError` or `NetworkError` for what their rooms refuse.
    public func training() throws -> ParallelTraining {
        let task = try LearningTask(stream, seed: seed, sources: sources, count: examples)
        return try training(of: task)
    }

    /// The training on a task that is there already.
    /// - Throws: as ``training()`` does.
    public func training(of task: LearningTask) throws -> ParallelTraining {
        var training = ParallelTraining(
            network: try model.network(for: task.training.shape, classes: task.classCount), training: task.training,
            test: task.test, workers: workers, batch: batch, epochs: epochs, optimiser: optimiser.rule,
            schedule: .constant(rate), seed: seed, sharesSeed: sharesSeed, interval: interval)
        try training.check()
        training.schedule = .cosine(initial: rate, final: 0, steps: training.steps)
        return training
    }
}

extension LearningTask.Stream: Codable {}

/// An optimiser by name, with its usual settings.
public enum ParallelOptimiser: String, Codable, Sendable, CaseIterable {
    /// Without state.
    case sgd
    /// With momentum 0.9.
    case momentum
    /// As published.
    case adam

    var rule: any Optimiser {
        switch self {
        case .sgd: SGD()
        case .momentum: Momentum()
        case .adam: Adam()
        }
    }
}
