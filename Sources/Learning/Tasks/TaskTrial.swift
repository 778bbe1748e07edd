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

    /// One training step at a rate.
    /// - Returns: the loss of the batch before the update.
    /// - Throws: `LossError` for labels that are no classes.
    public func step(rate: Double) throws -> Double {
        try learner.step(batches.inputs, labels: batches.labels, rate: rate)
    }

    /// The batch's loss in FP64 with the parameters as they are.
    /// - Throws: `ModelError` for a model without a reference.
    public func referenceLoss() throws -> Double {
        let model = try learner.model()
        let inputs = batches.inputs.prefix(learner.batch * model.network.inputCount).map(Double.init)
        let tensors = try ReferenceNetwork(model).tensors(inputs, batch: learner.batch)
        return ReferenceLoss.softmaxCrossEntropy(
            tensors[tensors.count - 1], labels: batches.labels.map(Int.init)
        ).value
    }

    /// One training step, so small that the network stays as it is.
    /// - Throws: `LossError` for labels that are no classes.
    public func step() throws { _ = try step(rate: 1e-9) }
}
