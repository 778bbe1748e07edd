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
    public func callAsFunction(
        _ method: TrainingMethod, rate: Double, seed: UInt64, judge: Examples
    ) throws -> Result {
        var generator = SeededGenerator(seed: seed, stream: "weights of a task")
        var model = try Model.random(network(), using: &generator)
        var batches = try TaskBatches(task.training, size: batch, seed: seed)
        let schedule = LearningRateSchedule.cosine(initial: rate, final: 0, steps: steps)
        var begun = 0
        if case .weights(_, _, byMagnitude: true) = method {
            let dense = try learner(.dense, model, seed: seed, using: &generator)
            begun = Int(Self.warmUp * Double(steps))
            try train(dense, from: 0, to: begun, schedule, &batches)
            if let dense = dense as? DenseLearner { model = try dense.model() }
        }
        let learner = try learner(method, model, seed: seed, using: &generator)
        try train(learner, from: begun, to: steps, schedule, &batches)
        return try learner.result(on: judge)
    }

    /// A network at the beginning of its training, of which steps can be timed.
    /// - Parameter backend: of dense kernels; those that trainings take by default.
    /// - Throws: as training does.
    public func trial(
        _ method: TrainingMethod, seed: UInt64, backend: any TrainingBackend = TrainingBackends.fastestNative
    ) throws -> TaskTrial {
        var generator = SeededGenerator(seed: seed, stream: "weights of a task")
        let model = try Model.random(network(), using: &generator)
        var batches = try TaskBatches(task.training, size: batch, seed: seed)
        batches.next()
        return TaskTrial(try learner(method, model, backend, seed: seed, using: &generator), batches)
    }

    private func learner(
        _ method: TrainingMethod, _ model: Model, _ backend: any TrainingBackend = TrainingBackends.fastestNative,
        seed: UInt64, using generator: inout SeededGenerator
    ) throws -> any Learner {
        let network = model.network
        switch method {
        case .dense: return try DenseLearner(network, model, batch: batch, rules: [:], backend, seed: seed)
        case .gradients(let rule):
            let rules = Dictionary(uniqueKeysWithValues: network.steps.indices.dropLast().map { ($0, rule) })
            return try DenseLearner(network, model, batch: batch, rules: rules, backend, seed: seed)
        case .weights(let sparsity, let allotment, let byMagnitude):
            return try SparseLearner(
                model, batch: batch, sparsity: sparsity, allotment, byMagnitude: byMagnitude, using: &generator)
        }
    }

    private func train(
        _ learner: any Learner, from first: Int, to last: Int, _ schedule: LearningRateSchedule,
        _ batches: inout TaskBatches
    ) throws {
        for step in first..<max(first, last) {
            batches.next()
            try learner.step(batches.inputs, labels: batches.labels, rate: schedule.rate(iteration: step + 1))
        }
    }
}

/// A network in training on one batch.
public final class TaskTrial {
    private let learner: any Learner
    private let batches: TaskBatches

    init(_ learner: any Learner, _ batches: TaskBatches) {
        self.learner = learner
        self.batches = batches
    }

    /// Bytes that training takes.
    public var byteCount: Int { learner.byteCount }

    /// One training step, so small that the network stays as it is.
    /// - Throws: `LossError` for labels that are no classes.
    public func step() throws { try learner.step(batches.inputs, labels: batches.labels, rate: 1e-9) }
}

/// A set's examples, batch after batch, in another order in each pass.
struct TaskBatches {
    private let examples: Examples
    private var order: BatchOrder
    private var at = 0
    private(set) var inputs: [Float]
    private(set) var labels: [Int32]

    init(_ examples: Examples, size: Int, seed: UInt64) throws(DataError) {
        self.examples = examples
        order = try BatchOrder(count: examples.count, size: size, seed: seed)
        // Kernels may read beyond the end.
        inputs = .init(
            repeating: 0, count: size * examples.shape.count + TrainingBackends.slack / MemoryLayout<Float>.stride)
        labels = .init(repeating: 0, count: size)
    }

    mutating func next() {
        if at == order.count {
            order.shuffle()
            at = 0
        }
        for (place, index) in order[at].enumerated() {
            let count = examples.shape.count
            examples.withInput(index) { input in
                for i in 0..<count { inputs[place * count + i] = input[i] }
            }
            labels[place] = Int32(examples.labels[index])
        }
        at += 1
    }
}
