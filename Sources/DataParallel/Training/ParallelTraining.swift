import Kernels
import Learning
import Models
import Statistics

/// What N workers train together: each computes the gradient of its own part of a batch, all average what the others
/// send, and all take the same step, so that their models stay equal bit by bit.
public struct ParallelTraining: Sendable {
    /// What is trained, all of it, in FP32.
    public var network: Network
    /// What is learnt from.
    public var training: Examples
    /// By which the result is told.
    public var test: Examples
    /// Workers, and examples of each one's part of a batch.
    public var workers, batch: Int
    /// Passes over the training examples; what fills no batch of all workers is left out of each.
    public var epochs: Int
    /// By which parameters are updated.
    public var optimiser: any Optimiser
    /// Its rate.
    public var schedule: LearningRateSchedule
    /// Of weights, of the order of examples, and of the codecs' choices.
    public var seed: UInt64
    /// Whether all workers' codecs choose alike, as messages of random elements must to be summed; otherwise each has a
    /// seed of its own.
    public var sharesSeed: Bool
    /// Steps from one point of the record to the next.
    public var interval: Int

    /// Memberwise.
    public init(
        network: Network, training: Examples, test: Examples, workers: Int, batch: Int, epochs: Int,
        optimiser: any Optimiser, schedule: LearningRateSchedule, seed: UInt64, sharesSeed: Bool = false,
        interval: Int = 10
    ) {
        (self.network, self.training, self.test) = (network, training, test)
        (self.workers, self.batch, self.epochs) = (workers, batch, epochs)
        (self.optimiser, self.schedule, self.seed) = (optimiser, schedule, seed)
        (self.sharesSeed, self.interval) = (sharesSeed, interval)
    }

    /// Steps of all epochs.
    public var steps: Int { training.count / (workers * batch) * epochs }

    /// The tensors of a flat gradient, which codecs of low rank want to know.
    /// - Throws: `TrainingError` for a network that the kernels do not take.
    public func gradientLayout() throws -> [GradientTensor] { try plan().gradientLayout }

    /// The training step of one worker.
    func plan() throws -> TrainingPlan {
        try TrainingPlan(
            network, batch: batch, scope: .full(network), stateCount: optimiser.stateCountPerParameter)
    }

    /// The first weights: those that a task learnt without others begins with.
    func model() throws -> Model {
        var generator = SeededGenerator(seed: seed, stream: "weights of a task")
        return try Model.random(network, using: &generator)
    }

    /// The seed of a worker's codec.
    func codecSeed(rank: Int) -> UInt64 {
        var generator = SeededGenerator(seed: seed, stream: "codec of worker \(sharesSeed ? 0 : rank)")
        return generator.next()
    }

    /// Whether a point of the record follows a step, from 1.
    func isPoint(_ step: Int) -> Bool { step % interval == 0 || step == steps }

    /// - Throws: ``DataParallelError/setting(_:)`` or ``DataParallelError/tooFewExamples(there:needed:)``.
    func check() throws(DataParallelError) {
        for (name, value) in [("workers", workers), ("batch", batch), ("epochs", epochs), ("interval", interval)]
        where value < 1 {
            throw .setting("\(name) is \(value); give 1 or more")
        }
        guard training.count >= workers * batch else {
            throw .tooFewExamples(there: training.count, needed: workers * batch)
        }
        for (name, examples) in [("training", training), ("test", test)] {
            guard examples.shape.count == network.inputCount, examples.classes.count == network.outputCount else {
                throw .setting(
                    """
                    the \(name) examples have \(examples.shape.count) numbers and \(examples.classes.count) \
                    classes, the network \(network.inputCount) inputs and \(network.outputCount) outputs; give it others
                    """)
            }
        }
    }
}
