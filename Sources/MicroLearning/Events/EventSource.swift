import Drift
import MicroUpdate

/// A kind of simulated users, machines or sensors that a small model can learn one by one.
///
/// All numbers depend on seeds alone (up to the last bits of the platform's elementary functions). Each individual has
/// a truth of its own that is not of the model's form, so that there is something to learn and something that cannot be
/// learnt.
public protocol EventSource: Sendable {
    /// How it is called in reports: lower-case words with hyphens.
    var name: String { get }
    /// What its events tell, group after group.
    var groups: [FeatureGroup] { get }
    /// Names of the contexts; an event has one of them.
    var contexts: [String] { get }
    /// Choices that an event offers; 1 where there is only something to predict.
    var candidates: Int { get }
    /// The rate of all updates by default: of 0.01, 0.02, 0.03, 0.05, 0.1, 0.2 and 0.3 that with the least log loss of
    /// FP32 on average over the standard policies that learn, over 20 individuals that no told run is about (seeds 100
    /// to 119) with a sudden change. Rates that fall were tried and win less than 0.001 nats.
    var defaultRate: Double { get }
    /// What one individual lives through.
    /// - Parameters:
    ///   - seed: of the individual and its events.
    ///   - schedule: when its truth changes.
    ///   - events: at least as many as will be asked for.
    func world(seed: UInt64, schedule: DriftSchedule, events: Int) -> any EventWorld
}

extension EventSource {
    /// Features of an event.
    public var featureCount: Int { groups.reduce(0) { $0 + $1.features.count } }
    /// The size of the model that learns it.
    public var shape: ModelShape { ModelShape(features: featureCount, contexts: contexts.count) }
}

/// One individual's events, one after the other. A copy starts from the same state and sees the same chance, so that
/// two learners can be compared event by event.
public protocol EventWorld {
    /// The next event.
    /// - Parameters:
    ///   - features: takes those of each candidate, one candidate behind the other: centred by the population's means
    ///     and in units of its standard deviations, within ±4.
    ///   - chances: takes the true probability of a label of 1, by candidate.
    mutating func offer(features: UnsafeMutablePointer<Float>, chances: UnsafeMutablePointer<Double>) -> EventOffer
    /// What comes of a candidate of the last offer. To be called once an event; the next event follows.
    mutating func outcome(choosing candidate: Int) -> EventOutcome
    /// The numbers of which the truth is made at an event, from 0; always in the same order.
    func truth(at event: Int) -> [Double]
}

/// What an event offers beside its features.
public struct EventOffer: Equatable, Sendable {
    /// The context's place in its list.
    public let context: Int
    /// The candidate that is tried whatever the model says, so that it also sees what it would not choose; mostly none.
    public let trial: Int?

    /// Memberwise.
    public init(context: Int, trial: Int? = nil) {
        self.context = context
        self.trial = trial
    }
}

/// What came of an event.
public struct EventOutcome: Equatable, Sendable {
    /// What the model has to predict, y.
    public let label: Bool
    /// Seconds after which a song was skipped; nil for songs played through, and where nothing is played.
    public let secondsToSkip: Double?

    /// Memberwise.
    public init(label: Bool, secondsToSkip: Double? = nil) {
        self.label = label
        self.secondsToSkip = secondsToSkip
    }
}
