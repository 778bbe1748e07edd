import DriftDetection

/// A learner with its policy that meets recorded events again and again: what an event takes on the device, with all that
/// the policy does for it.
public final class MicroDevice {
    /// Numbers of an event.
    private let width: Int
    private let features: UnsafeMutablePointer<Float>
    private let contexts: [Int]
    private let labels: [Bool]
    private var player: LearningPlayer
    private var at = 0

    /// - Parameters:
    ///   - run: whose source and detectors are taken.
    ///   - seed: of the individual whose first events are recorded; a candidate of each is played in turn.
    ///   - events: how many; at least 1.
    ///   - rate: so low by default that the model, and with it the work, stays what it is.
    /// - Throws: `DriftError` for a detector's parameters.
    public init(
        _ run: MicroRun, seed: UInt64, _ learner: any MicroLearner, policy: UpdatePolicy, events: Int = 512,
        rate: LearningRate = .constant(1e-6)
    ) throws(DriftError) {
        precondition(events > 0, "a device meets an event")
        width = run.source.featureCount
        let candidates = run.source.candidates
        player = LearningPlayer(learner, policy: try PolicyState(policy, run.detectors), rate: rate)
        features = .allocate(capacity: events * width)
        features.initialize(repeating: 0, count: events * width)
        var offered = [Float](repeating: 0, count: width * candidates)
        var chances = [Double](repeating: 0, count: candidates)
        var world = run.source.world(seed: seed, change: .never, events: events)
        var contexts: [Int] = [], labels: [Bool] = []
        for event in 0..<events {
            contexts.append(world.offer(features: &offered, chances: &chances).context)
            let choice = event % candidates
            for place in 0..<width { features[event * width + place] = offered[choice * width + place] }
            labels.append(world.outcome(choosing: choice).label)
        }
        (self.contexts, self.labels) = (contexts, labels)
    }

    deinit { features.deallocate() }

    /// Scores the next event, and learns from it where the policy says so.
    public func meet() {
        let own = UnsafePointer(features + at * width)
        let (context, label) = (contexts[at], labels[at])
        let score = player.score(own, 0, context)
        _ = player.learn(own, context, label: label, score: score, loss: MicroRun.loss(score, label))
        at = at + 1 < contexts.count ? at + 1 : 0
    }
}
