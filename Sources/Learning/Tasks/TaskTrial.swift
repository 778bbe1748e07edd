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

    /// What failed first in a kernel; nil where nothing has.
    public var failure: String? { learner.failure }

    /// The losses of so many steps on the batch, each before its update.
    /// - Throws: `LossError` for labels that are no classes.
    public func losses(steps: Int, rate: Double) throws -> [Double] {
        try (0..<steps).map { _ in try learner.step(batches.inputs, labels: batches.labels, rate: rate) }
    }

    /// One training step, so small that the network stays as it is.
    /// - Throws: `LossError` for labels that are no classes.
    public func step() throws { try learner.step(batches.inputs, labels: batches.labels, rate: 1e-9) }
}
