/// A pretrained model meets a stream's events in their order: it predicts each one, is judged, and perhaps learns from it when its
/// label comes.
///
/// Every event is judged before anything is learnt from it, and what is judged apart is no event.
public struct AdaptationRun {
    /// What was shipped.
    public var model: PretrainedModel
    /// What it meets.
    public var stream: any AdaptationStream
    /// How it goes on learning.
    public var strategy: AdaptationStrategy
    /// How it is run and judged.
    public var settings: AdaptationSettings

    /// Memberwise.
    public init(
        _ model: PretrainedModel, _ stream: any AdaptationStream, _ strategy: AdaptationStrategy,
        _ settings: AdaptationSettings = AdaptationSettings()
    ) {
        (self.model, self.stream, self.strategy, self.settings) = (model, stream, strategy, settings)
    }

    /// Runs it. The same run gives the same result.
    /// - Throws: ``AdaptationError`` for settings out of range, another stream's network or numbers that this machine lacks;
    ///   `DriftError` for detectors' settings; `TrainingError` for a scope that the network does not have; `DataError` where
    ///   there is nothing to judge by.
    public func result() throws -> PrequentialResult {
        try result(strategy.network(model, settings))
    }

    /// Runs it with a network.
    func result(_ network: any AdaptiveNetwork) throws -> PrequentialResult {
        try settings.check()
        try model.model.network.check(inputs: stream.inputCount, classes: stream.classCount)
        let shipped = ShippedParameters(network, of: model.model.network)
        var course = try AdaptationCourse(network, strategy, settings, stream)
        let before = try (old: course.accuracy(on: .old), new: course.accuracy(on: .new))
        for event in 0..<stream.count { try course.meet(event) }
        let after = try (old: course.accuracy(on: .old), new: course.accuracy(on: .new))
        return PrequentialResult(
            right: course.right, drifts: stream.drifts, alarms: strategy.trigger.hasDetector ? course.alarms : nil,
            horizon: settings.horizon,
            heldOutOld: .init(before: before.old, after: after.old),
            heldOutNew: .init(before: before.new, after: after.new), updates: course.updates,
            labelsAsked: course.labelsAsked, labelsLearnt: course.updates * network.batch,
            trainedParameters: network.footprint.trainedParameters,
            strayedParameters: try shipped.strayed(
                in: network, scopes: strategy.target.scopes(of: model.model.network)),
            detectorByteCount: course.gate.detectorByteCount)
    }
}
