/// Someone who meets events.
protocol MicroPlayer {
    /// What the candidate with the most of it is chosen by.
    mutating func value(_ features: UnsafePointer<Float>, _ chance: Double, _ context: Int) -> Double
    /// The probability it gives to a label of 1.
    mutating func score(_ features: UnsafePointer<Float>, _ chance: Double, _ context: Int) -> Double
    /// Learns, or not, from what came of it: whether parameters were updated, and whether a detector raised an alarm.
    mutating func learn(
        _ features: UnsafePointer<Float>, _ context: Int, label: Bool, score: Double, loss: Double
    ) -> (updated: Bool, alarm: Bool)
    var parameters: [Double] { get }
    var detectorByteCount: Int { get }
}

/// A model that learns by a policy.
struct LearningPlayer: MicroPlayer {
    private let learner: any MicroLearner
    private var policy: PolicyState
    private let rate: Double

    init(_ learner: any MicroLearner, policy: PolicyState, rate: Double) {
        (self.learner, self.policy, self.rate) = (learner, policy, rate)
    }

    var parameters: [Double] { learner.parameters }
    var detectorByteCount: Int { policy.stateByteCount }

    func value(_ features: UnsafePointer<Float>, _ chance: Double, _ context: Int) -> Double {
        learner.logit(features, context: context)
    }

    func score(_ features: UnsafePointer<Float>, _ chance: Double, _ context: Int) -> Double {
        learner.score(features, context: context)
    }

    mutating func learn(
        _ features: UnsafePointer<Float>, _ context: Int, label: Bool, score: Double, loss: Double
    ) -> (updated: Bool, alarm: Bool) {
        let target = label ? 1.0 : 0
        let (action, alarm) = policy.action(error: abs(score - target), loss: loss)
        switch action {
        case .none: return (false, alarm)
        case .collect:
            learner.addGradient(features, context: context, label: target)
            return (false, alarm)
        case .update:
            learner.update(features, context: context, label: target, rate: rate)
        case .collectAndUpdate(let divisor):
            learner.addGradient(features, context: context, label: target)
            learner.applyGradient(rate: rate / divisor)
        }
        return (true, alarm)
    }
}

/// One that knows the truth and has nothing to learn.
struct KnowingPlayer: MicroPlayer {
    var parameters: [Double] { [] }
    var detectorByteCount: Int { 0 }

    func value(_ features: UnsafePointer<Float>, _ chance: Double, _ context: Int) -> Double { chance }

    func score(_ features: UnsafePointer<Float>, _ chance: Double, _ context: Int) -> Double { chance }

    func learn(
        _ features: UnsafePointer<Float>, _ context: Int, label: Bool, score: Double, loss: Double
    ) -> (updated: Bool, alarm: Bool) { (false, false) }
}
