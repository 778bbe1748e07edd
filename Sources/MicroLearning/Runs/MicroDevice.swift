import Drift

/// A learner with its policy that meets recorded events again and again: what an event takes on the device, with all that
/// the policy does for it.
public final class MicroDevice {
    private let events: RecordedEvents
    private var player: LearningPlayer

    /// - Parameters:
    ///   - run: whose source and detectors are taken.
    ///   - seed: of the individual whose first events are recorded; a candidate of each is played in turn.
    ///   - events: how many; at least 1.
    ///   - rate: so low by default that the model, and with it the work, stays what it is.
    /// - Throws: `DriftError` for a detector's parameters.
    public init(
        _ run: MicroRun, seed: UInt64, _ learner: any MicroLearner, policy: UpdatePolicy, events: Int = 512,
        rate: Double = 1e-6
    ) throws(DriftError) {
        player = LearningPlayer(learner, policy: try PolicyState(policy, run.detectors), rate: rate)
        let (width, candidates) = (run.source.featureCount, run.source.candidates)
        var offered = [Float](repeating: 0, count: width * candidates)
        var chances = [Double](repeating: 0, count: candidates)
        var world = run.source.world(seed: seed, schedule: .stationary, events: events)
        var features: [Float] = [], contexts: [Int] = [], labels: [Bool] = []
        for event in 0..<events {
            contexts.append(world.offer(features: &offered, chances: &chances).context)
            let choice = event % candidates
            features += offered[choice * width..<(choice + 1) * width]
            labels.append(world.outcome(choosing: choice).label)
        }
        self.events = RecordedEvents(features: features, contexts: contexts, labels: labels)
    }

    /// Scores the next event, and learns from it where the policy says so.
    public func meet() {
        let event = events.next()
        let score = player.score(event.features, 0, event.context)
        _ = player.learn(
            event.features, event.context, label: event.label, score: score, loss: MicroRun.loss(score, event.label))
    }
}
