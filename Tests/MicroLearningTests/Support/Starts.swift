import Drift
import MicroLearning
import Statistics
import Synchronization

/// What is costly to make, made once.
enum Starts {
    private static let made = Mutex<[String: Distillation]>([:])

    /// The distilled start of a source.
    static func of(_ source: any EventSource) throws -> Distillation {
        try made.withLock { made in
            if let known = made[source.name] { return known }
            let new = try Distillation(source)
            made[source.name] = new
            return new
        }
    }
}

/// Policies of each kind.
let standardPolicies: [UpdatePolicy] = [
    .frozen, .everyEvent, .miniBatch(8), .whenSurprised(0.4), .afterDrift(.pageHinkley, forEvents: 200),
    .afterDrift(.adwin, forEvents: 200),
]

/// Individuals that results are told of.
let toldSeeds = UInt64(1)...12

extension MicroRun {
    /// The way of a learner of the source's distilled start.
    func trajectory(
        _ policy: UpdatePolicy, _ precision: MicroPrecision = .fp32, seed: UInt64, rate: Double? = nil
    ) throws -> MicroTrajectory {
        let learner = precision.learner(try Starts.of(source).start, seed: seed)
        return try trajectory(in: world(seed: seed), learner, policy: policy, rate: rate)
    }
}

/// The 95 % interval of a mean over individuals.
func interval(_ samples: [Double]) throws -> ConfidenceInterval {
    guard let estimate = MeanEstimate(samples, alpha: 0.05) else { throw StatisticsError.empty("samples") }
    return estimate.interval
}

/// An event as a world offers it.
struct Seen: Equatable {
    var features: [Float]
    var chances: [Double]
    var offer: EventOffer
    var outcome: EventOutcome
}

extension EventSource {
    /// What an individual meets where candidates are played in turn.
    func events(seed: UInt64, schedule: DriftSchedule = .stationary, count: Int) -> [Seen] {
        events(of: world(seed: seed, schedule: schedule, events: count), count: count)
    }

    /// What a world holds, from where it is.
    func events(of start: any EventWorld, count: Int) -> [Seen] {
        var world = start
        var features = [Float](repeating: 0, count: featureCount * candidates)
        var chances = [Double](repeating: 0, count: candidates)
        return (0..<count).map { event in
            let offer = world.offer(features: &features, chances: &chances)
            let outcome = world.outcome(choosing: event % candidates)
            return Seen(features: features, chances: chances, offer: offer, outcome: outcome)
        }
    }
}

extension MicroTrajectory {
    /// The events from the end of the first change of truth on.
    var after: Range<Int> { (drifts.first?.end ?? count)..<count }

    /// The share of hits among events.
    func hitRate(_ events: Range<Int>) -> Double {
        Double(hits[events].count { $0 }) / Double(events.count)
    }
}
