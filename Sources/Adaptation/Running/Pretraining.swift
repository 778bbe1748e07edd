import Kernels
import Learning
import Models
import Statistics

/// How a model is trained before it is shipped: by Adam, along half a cosine from a rate to none.
public struct Pretraining: Sendable, Equatable {
    /// Passes over the examples.
    public var epochs: Int
    /// Examples of a step.
    public var batch: Int
    /// Of the first step.
    public var rate: Double
    /// The share of each layer's weights, but the last one's, that is left out: the smallest after ``warmUp``. The others go on
    /// learning, and Adam begins anew.
    public var sparsity: Double
    /// The share of the steps with all weights, where some are left out.
    public static let warmUp = 0.25

    /// Memberwise.
    public init(epochs: Int = 20, batch: Int = 32, rate: Double = 3e-3, sparsity: Double = 0) {
        (self.epochs, self.batch, self.rate, self.sparsity) = (epochs, batch, rate, sparsity)
    }

    /// Trains a network from random weights, and calibrates it by the same examples.
    /// - Parameter seed: of weights and batches.
    /// - Throws: ``AdaptationError`` for a network of other examples; `TrainingError` or `DataError` for settings that make no
    ///   training, `TrainingError` and `SparsityError` for weights that cannot be left out.
    public func model(of network: Network, on examples: Examples, seed: UInt64) throws -> PretrainedModel {
        try network.check(inputs: examples.shape.count, classes: examples.classes.count)
        var generator = SeededGenerator(seed: seed, stream: "weights before adaptation")
        let start = try Model.random(network, using: &generator)
        var batches = try Batches(examples, size: batch, epochs: epochs, seed: seed)
        let schedule = LearningRateSchedule.cosine(initial: rate, final: 0, steps: batches.total)
        let loss = SoftmaxCrossEntropy(batch: batch, classes: network.outputCount)
        let plan = try TrainingPlan(
            network, batch: batch, scope: .full(network), stateCount: Adam().stateCountPerParameter)
        let trainer = try Trainer(plan, model: start, optimiser: Adam())
        let last = sparsity > 0 ? Int(Self.warmUp * Double(batches.total)) : batches.total
        while batches.step < last {
            batches.next()
            _ = try trainer.step(batches.inputs, rate: schedule.rate(iteration: batches.step)) {
                try loss.evaluate(logits: $0, labels: batches.labels, gradient: $1)
            }
        }
        guard sparsity > 0 else { return try PretrainedModel(trainer.model(), calibration: examples) }
        let sparse = try SparseTrainer(thinning: trainer.model(), to: sparsity, batch: batch)
        while batches.step < batches.total {
            batches.next()
            _ = try sparse.step(batches.inputs, rate: schedule.rate(iteration: batches.step)) {
                try loss.evaluate(logits: $0, labels: batches.labels, gradient: $1)
            }
        }
        return try PretrainedModel(start.replacing(sparse.parameters), calibration: examples)
    }
}

/// Batches of examples in an order that is drawn anew for each pass.
private struct Batches {
    let examples: Examples
    let total: Int
    private(set) var step = 0
    private var order: BatchOrder
    private let room: EventBuffer

    init(_ examples: Examples, size: Int, epochs: Int, seed: UInt64) throws {
        self.examples = examples
        order = try BatchOrder(count: examples.count, size: size, seed: seed)
        total = epochs * order.count
        room = EventBuffer(.init(width: examples.shape.count, batch: size, slack: TrainingBackends.slack))
    }

    /// Of the latest batch, with as many bytes behind them as kernels may read.
    var inputs: UnsafePointer<Float> { UnsafePointer(room.inputs) }

    var labels: UnsafePointer<Int32> { UnsafePointer(room.labels) }

    mutating func next() {
        if step > 0, step % order.count == 0 { order.shuffle() }
        room.removeAll()
        for index in order[step % order.count] {
            examples.withInput(index) { room.meet($0) }
            room.keep(label: examples.labels[index])
        }
        step += 1
    }
}
