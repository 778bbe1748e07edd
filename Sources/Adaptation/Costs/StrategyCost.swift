/// What a strategy takes on a device: memory at its peak, by what it is for, and multiply–accumulates.
public struct StrategyCost: Sendable, Equatable {
    /// What bytes are for.
    public enum Category: String, Sendable, CaseIterable {
        /// Parameters, and a second copy of them where predictions are in other numbers.
        case weights
        /// By tensors and by parameters.
        case gradients
        /// What the optimiser remembers.
        case optimiser
        /// Tensors between steps, and what the backward pass needs of them.
        case activations
        /// Packed weights, what kernels work in, and what lies idle between blocks.
        case workspace
        /// Inputs that wait for their labels.
        case labelBuffer = "label-buffer"
        /// What a detector of drift remembers.
        case detector
        /// Running means and variances.
        case statistics
        /// The inputs of an update and their labels, or the input of a prediction where that is all.
        case input
    }

    /// Bytes of each category at the moment when updates take most; 0 for those that it does without.
    public let bytes: [Category: Int]
    /// Multiply–accumulates of a prediction, and of an update of a batch; of parts that take turns, an update's mean.
    public let inferenceMACs, updateMACs: Int
    /// How many of an update's compute activations again that were not kept.
    public let recomputedMACs: Int
    /// Parameters that an update changes, at most.
    public let trainedParameters: Int

    /// Everything.
    public var total: Int { bytes.values.reduce(0, +) }
    /// What lies in memory for data: all but what detectors and running statistics remember, which are values of their own.
    public var dataByteCount: Int { total - (bytes[.detector] ?? 0) - (bytes[.statistics] ?? 0) }

    /// Whether it runs within so many bytes.
    public func fits(_ budget: Int) -> Bool { total <= budget }

    /// - Parameters:
    ///   - model: what was shipped.
    ///   - settings: of batches, labels' delay, detectors and the memory's budget.
    /// - Throws: as ``AdaptationRun/result()``.
    public init(_ strategy: AdaptationStrategy, _ model: PretrainedModel, _ settings: AdaptationSettings) throws {
        try settings.check()
        try self.init(strategy.network(model, settings).footprint, strategy, settings)
    }

    init(_ footprint: Footprint, _ strategy: AdaptationStrategy, _ settings: AdaptationSettings) throws {
        var bytes = Dictionary(uniqueKeysWithValues: Category.allCases.map { ($0, footprint.bytes[$0] ?? 0) })
        let events = strategy.events(footprint.events, settings)
        bytes[.input] = events.batchByteCount
        bytes[.labelBuffer] = events.waitingByteCount
        bytes[.detector] = try strategy.detectorBytes(settings)
        self.bytes = bytes
        inferenceMACs = footprint.inferenceMACs
        updateMACs = footprint.updateMACs
        recomputedMACs = footprint.recomputedMACs
        trainedParameters = footprint.trainedParameters
    }
}

extension AdaptationStrategy {
    /// The events that a device holds: where nothing is learnt, none waits for its label.
    func events(_ batch: EventBuffer.Size, _ settings: AdaptationSettings) -> EventBuffer.Size {
        var size = batch
        size.delay = isAdaptive ? settings.labelDelay : 0
        return size
    }

    /// Bytes that a detector remembers of as many events without an alarm as the settings say.
    /// - Throws: `DriftError` for settings that a detector refuses.
    func detectorBytes(_ settings: AdaptationSettings) throws -> Int {
        var gate = try UpdateGate(trigger, settings.detectors)
        for _ in 0..<settings.quietEvents { _ = gate.take(isWrong: false) }
        return gate.detectorByteCount
    }
}
