import Kernels
import Learning

/// A strategy ready to be timed: an event, one prediction or one update a call. Not safe for concurrent use.
public final class PreparedStrategy {
    /// What it takes.
    public let cost: StrategyCost
    private let network: any AdaptiveNetwork
    private let events: EventBuffer
    private var gate: UpdateGate
    private let example: [Float]
    private let isAdaptive: Bool
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
        let footprint = network.footprint
        cost = try StrategyCost(footprint, strategy, settings)
        events = EventBuffer(strategy.events(footprint.events, settings))
        gate = try UpdateGate(strategy.trigger, settings.detectors)
        example = examples.withInput(0) { Array($0) }
        (isAdaptive, classes) = (strategy.isAdaptive, examples.classes.count)
        for place in 0..<network.batch {
            let index = place % examples.count
            examples.withInput(index) { events.meet($0) }
            events.keep(label: examples.labels[index])
        }
        events.removeAll()
        // From now on predictions are those of parameters as they are kept, and statistics of the device's own.
        try meet()
    }

    /// Labelled examples of an update.
    public var batch: Int { network.batch }

    /// An event that leads to an update, with all that a device does for it: it is taken in, predicted, shown to statistics, waits
    /// for its label, which is shown to the detector, and is learnt from with the others of its batch. What does not learn predicts
    /// it. Parameters stay as they are (``update()``), statistics and the detector's memory do not.
    /// - Throws: `LossError` for labels that are no classes.
    public func meet() throws {
        events.meet(example)
        _ = infer()
        network.notice()
        guard isAdaptive else { return }
        _ = events.exchange()
        _ = gate.take(isWrong: false)
        try update()
    }

    /// One prediction. Nothing is allocated.
    /// - Returns: its class, and how sure it is.
    public func infer() -> (label: Int, probability: Float) {
        let prediction = Prediction(network.outputs(events.inputs, at: 0), classes: classes)
        return (prediction.label, prediction.probability)
    }

    /// The outputs for an input, which stay until the next call.
    /// - Parameter values: as many as the network takes.
    public func outputs(_ values: UnsafeBufferPointer<Float>) -> UnsafePointer<Float> {
        events.meet(values)
        return network.outputs(events.inputs, at: 0)
    }

    /// Holds each step of a prediction against its oracle; nil where it predicts by what it learns with, or by what it has learnt.
    public func checkSteps(_ values: [Float]) -> OracleResult? { network.checkSteps(values) }

    /// One update, with all that follows before the next prediction; nothing for a strategy that updates nothing. Its rate
    /// is 0, so that the network stays as it is, however often it is updated. Nothing is allocated.
    /// - Throws: `LossError` for labels that are no classes.
    public func update() throws {
        try network.update(events.inputs, labels: events.labels, rate: 0)
    }
}
