import Kernels
import Learning

/// A strategy ready to be timed: one prediction or one update a call, with nothing allocated. Not safe for concurrent use.
public final class PreparedStrategy {
    /// What it takes.
    public let cost: StrategyCost
    private let network: any AdaptiveNetwork
    private let current: DeviceInput
    private let pending: DeviceInput
    private let classes: Int

    /// - Parameters:
    ///   - model: what was shipped.
    ///   - settings: of batches, labels' delay and detectors; the rate is not looked at.
    ///   - examples: what is predicted, and learnt from; their first ones.
    /// - Throws: as ``AdaptationRun/result()``.
    public init(
        _ strategy: AdaptationStrategy, _ model: PretrainedModel, _ settings: AdaptationSettings, examples: Examples
    ) throws {
        try settings.check()
        try model.model.network.check(inputs: examples.shape.count, classes: examples.classes.count)
        network = try strategy.network(model, settings)
        cost = try StrategyCost(network.footprint, strategy, settings)
        classes = examples.classes.count
        current = DeviceInput(width: examples.shape.count, capacity: 1)
        pending = DeviceInput(width: examples.shape.count, capacity: network.batch)
        examples.withInput(0) { current.append($0, label: examples.labels[0]) }
        for place in 0..<network.batch {
            let index = place % examples.count
            examples.withInput(index) { pending.append($0, label: examples.labels[index]) }
        }
    }

    /// Labelled examples of an update.
    public var batch: Int { network.batch }

    /// One prediction.
    /// - Returns: its class, and how sure it is.
    /// - Throws: nothing, as the network was made already.
    public func infer() throws -> (label: Int, probability: Float) {
        let prediction = try Prediction(network.outputs(current.inputs), classes: classes)
        return (prediction.label, prediction.probability)
    }

    /// The outputs for an input, which stay until the next call.
    /// - Parameter values: as many as the network takes.
    /// - Throws: as ``infer()``.
    public func outputs(_ values: UnsafeBufferPointer<Float>) throws -> UnsafePointer<Float> {
        current.removeAll()
        current.append(values, label: 0)
        return try network.outputs(current.inputs)
    }

    /// Holds each step of a prediction against its oracle; nil where it predicts by what it learns with, too.
    public func checkSteps(_ values: [Float]) -> OracleResult? { network.checkSteps(values) }

    /// One update, with all that follows before the next prediction; nothing for a strategy that updates nothing. Its rate is
    /// 0, so that the network stays as it is, however often it is updated.
    /// - Throws: `LossError` for labels that are no classes.
    public func update() throws {
        try network.update(pending.inputs, labels: pending.labels, rate: 0)
        network.settle()
    }
}
