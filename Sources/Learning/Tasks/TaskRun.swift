import Kernels
import Models
import RealModule
import Statistics

/// A network of fully connected layers learns a task by a method, from first weights to last.
public struct TaskRun: Sendable {
    /// What is learnt.
    public var task: LearningTask
    /// Units of the hidden layers.
    public var hidden: [Int]
    /// Examples of a batch, and passes over the training examples.
    public var batch, epochs: Int
    /// The share of the steps after which the largest weights are chosen, where they are.
    public static let warmUp = 0.25

    /// Memberwise.
    public init(task: LearningTask, hidden: [Int], batch: Int, epochs: Int) {
        (self.task, self.hidden, self.batch, self.epochs) = (task, hidden, batch, epochs)
    }

    /// How well a trained network does on examples it has not seen.
    public struct Result: Sendable, Equatable {
        /// The share of examples whose class it finds.
        public var accuracy: Double
        /// The mean cross-entropy in nats.
        public var loss: Double
    }

    /// Steps of a run.
    public var steps: Int { task.training.count / batch * epochs }

    private var sizes: [Int] { [task.inputCount] + hidden + [task.classCount] }

    private func network() throws -> Network {
        try Network(
            zip(sizes, sizes.dropFirst()).enumerated().map { index, size in
                .init(
                    name: "fc\(index + 1)", shape: .layer(.gemm(.init(m: 1, n: size.1, k: size.0))), inputs: [index],
                    clamp: (index == sizes.count - 2 ? -Float.infinity : 0)...Float.infinity)
            })
    }

    /// Trains with Adam, along half a cosine from the rate to none.
    /// - Parameters:
    ///   - seed: of weights, batches and lots.
    ///   - judge: the examples that the result is of.
    /// - Throws: `TrainingError`, `SparsityError`, `DataError` or `LossError` for what cannot be trained.
    public func result(of method: TrainingMethod, rate: Double, seed: UInt64, judge: Examples) throws -> Result {
        var course = try begun(method, rate: rate, seed: seed, TrainingBackends.fastestNative)
        try course.train(to: steps)
        return try course.learner.result(on: judge)
    }

    /// A network in training as it is when the method computes its first step, of which steps can be timed.
    /// - Parameter backend: of dense kernels; those that trainings take by default.
    /// - Throws: as training does.
    public func trial(
        _ method: TrainingMethod, rate: Double, seed: UInt64,
        backend: any TrainingBackend = TrainingBackends.fastestNative
    ) throws -> TaskTrial {
        var course = try begun(method, rate: rate, seed: seed, backend)
        course.batches.next()
        return TaskTrial(course.learner, course.batches)
    }

    /// A learner on its way through a training.
    private struct Course {
        var learner: any Learner
        var batches: TaskBatches
        var step = 0
        let schedule: LearningRateSchedule

        mutating func train(to last: Int) throws {
            while step < last {
                batches.next()
                step += 1
                try learner.step(batches.inputs, labels: batches.labels, rate: schedule.rate(iteration: step))
            }
        }
    }

    /// Where the largest weights are kept, after the steps with all of them; Adam begins anew then.
    private func begun(
        _ method: TrainingMethod, rate: Double, seed: UInt64, _ backend: any TrainingBackend
    ) throws -> Course {
        var generator = SeededGenerator(seed: seed, stream: "weights of a task")
        let model = try Model.random(network(), using: &generator)
        let batches = try TaskBatches(task.training, size: batch, seed: seed)
        let schedule = LearningRateSchedule.cosine(initial: rate, final: 0, steps: steps)
        guard case .weights(_, _, byMagnitude: true) = method else {
            let learner = try learner(method, model, backend, seed: seed, using: &generator)
            return Course(learner: learner, batches: batches, schedule: schedule)
        }
        let dense = try DenseLearner(
            model.network, model, batch: batch, rules: [:], TrainingBackends.fastestNative, seed: seed)
        var course = Course(learner: dense, batches: batches, schedule: schedule)
        try course.train(to: Int(Self.warmUp * Double(steps)))
        course.learner = try learner(method, dense.model(), backend, seed: seed, using: &generator)
        return course
    }

    private func learner(
        _ method: TrainingMethod, _ model: Model, _ backend: any TrainingBackend,
        seed: UInt64, using generator: inout SeededGenerator
    ) throws -> any Learner {
        let network = model.network
        switch method {
        case .dense: return try DenseLearner(network, model, batch: batch, rules: [:], backend, seed: seed)
        case .gradients(let rule):
            let rule = rule.ofMean(over: batch)
            let rules = Dictionary(uniqueKeysWithValues: network.steps.indices.dropLast().map { ($0, rule) })
            return try DenseLearner(network, model, batch: batch, rules: rules, backend, seed: seed)
        case .weights(let sparsity, let allotment, let byMagnitude):
            return try SparseLearner(
                model, batch: batch, sparsity: sparsity, allotment, byMagnitude: byMagnitude, using: &generator)
        }
    }
}
