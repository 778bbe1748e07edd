import Drift
import RealModule

/// A model learns one individual's events by a policy. Each event is scored first and learnt from after, so that
/// nothing is judged by what it has been taught.
public struct MicroRun: Sendable {
    /// What is lived through.
    public var source: any EventSource
    /// When the truth changes.
    public var schedule: DriftSchedule
    /// Events.
    public var events: Int
    /// How readily detectors raise alarms.
    public var detectors = DetectorSettings.micro

    /// By default 5,000 events with a sudden change after 2,000.
    public init(_ source: any EventSource, schedule: DriftSchedule = .sudden(at: 2000), events: Int = 5000) {
        self.source = source
        self.schedule = schedule
        self.events = events
    }

    /// The life of an individual, to be given to several learners: each meets the same chance.
    public func world(seed: UInt64) -> any EventWorld { source.world(seed: seed, schedule: schedule, events: events) }

    /// A learner's way through a world, from its beginning.
    /// - Parameters:
    ///   - learner: changed by what it learns.
    ///   - rate: the source's default where nil.
    /// - Throws: `DriftError` for a detector's parameters.
    public func trajectory(
        in world: any EventWorld, _ learner: any MicroLearner, policy: UpdatePolicy, rate: Double? = nil
    ) throws(DriftError) -> MicroTrajectory {
        let player = LearningPlayer(
            learner, policy: try PolicyState(policy, detectors), rate: rate ?? source.defaultRate)
        return trajectory(in: world, player)
    }

    /// The way of one that knows the truth: plays what is played through with the highest probability, and scores by
    /// it. No model can do better but by luck, or by caring for what comes after.
    public func ceiling(in world: any EventWorld) -> MicroTrajectory { trajectory(in: world, KnowingPlayer()) }

    private func trajectory(in start: any EventWorld, _ player: some MicroPlayer) -> MicroTrajectory {
        var world = start, player = player
        let width = source.featureCount
        let features = UnsafeMutablePointer<Float>.allocate(capacity: width * source.candidates)
        features.initialize(repeating: 0, count: width * source.candidates)
        let chances = UnsafeMutablePointer<Double>.allocate(capacity: source.candidates)
        chances.initialize(repeating: 0, count: source.candidates)
        defer {
            features.deallocate()
            chances.deallocate()
        }
        var hits: [Bool] = [], losses: [Float] = [], updated: [Bool] = [], alarms: [Int] = []
        hits.reserveCapacity(events)
        losses.reserveCapacity(events)
        updated.reserveCapacity(events)
        let parameters = player.parameters
        var detectorByteCount = 0
        for event in 0..<events {
            let offer = world.offer(features: features, chances: chances)
            var choice = offer.trial ?? 0
            if offer.trial == nil, source.candidates > 1 {
                var best = -Double.infinity
                for candidate in 0..<source.candidates {
                    let value = player.value(features + candidate * width, chances[candidate], offer.context)
                    if value > best { (best, choice) = (value, candidate) }
                }
            }
            let own = features + choice * width
            let score = player.score(own, chances[choice], offer.context)
            let label = world.outcome(choosing: choice).label
            let loss = Self.loss(score, label)
            hits.append(source.candidates > 1 ? label : (score >= 0.5) == label)
            losses.append(Float(loss))
            let (changed, alarm) = player.learn(own, offer.context, label: label, score: score, loss: loss)
            updated.append(changed)
            if alarm { alarms.append(event) }
            detectorByteCount = max(detectorByteCount, player.detectorByteCount)
        }
        return MicroTrajectory(
            drifts: schedule.drifts(among: events), hits: hits, losses: losses, updated: updated, alarms: alarms,
            start: parameters, end: player.parameters, detectorByteCount: detectorByteCount)
    }

    /// In nats, of scores no nearer to 0 and 1 than 2⁻²⁰: one wrong certainty must not outweigh a life.
    static func loss(_ score: Double, _ label: Bool) -> Double {
        -Double.log(max(label ? score : 1 - score, 0x1p-20))
    }
}

extension DetectorSettings {
    /// For log losses in nats and for |p − y|, by trials on individuals that no told run is about.
    static let micro = DetectorSettings(pageHinkleyThreshold: 30, adwinDelta: 0.02)
}
