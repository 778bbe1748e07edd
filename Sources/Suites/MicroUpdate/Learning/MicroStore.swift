import MicroLearning
import Statistics

/// A scenario's individuals, and what became of them in each way.
final class MicroStore {
    let scenario: MicroScenario
    /// Individuals that all ways meet.
    private let seeds: [UInt64]
    private var lots: [MicroWay: [OnlineLot]] = [:]
    private var known: [OnlineLot]?
    private var distilled: Distillation?

    private let seed: UInt64

    init(_ scenario: MicroScenario, seed: UInt64) {
        (self.scenario, self.seed) = (scenario, seed)
        var generator = SeededGenerator(seed: seed, stream: "individuals")
        // The upper half is for those that models are made from.
        seeds = (0..<scenario.individuals).map { _ in generator.next() >> 1 }
    }

    /// The first parameters, learnt from a larger model of a population.
    /// - Throws: what Learning and Models throw for what cannot be trained.
    func distillation() throws -> Distillation {
        if let distilled { return distilled }
        let made = try Distillation(scenario.source, seed: seed)
        distilled = made
        return made
    }

    /// A way's learner as it is shipped.
    /// - Throws: as ``distillation()``.
    func learner(_ way: MicroWay, seed: UInt64) throws -> any MicroLearner {
        try way.precision.learner(distillation().start, seed: seed)
    }

    /// A device that meets recorded events.
    /// - Throws: as ``distillation()``; `DriftError` for a detector's parameters.
    func device(_ way: MicroWay) throws -> MicroDevice {
        try MicroDevice(scenario.run, seed: seeds[0], learner(way, seed: seeds[0]), policy: way.policy)
    }

    /// What became of each individual.
    /// - Throws: as ``device(_:)``.
    func lots(_ way: MicroWay) throws -> [OnlineLot] {
        if let made = lots[way] { return made }
        let run = scenario.run
        let made = try seeds.map { seed in
            try OnlineLot(
                run.trajectory(in: run.world(seed: seed), learner(way, seed: seed), policy: way.policy),
                of: way.policy)
        }
        lots[way] = made
        return made
    }

    /// What becomes of those whose truth is known: no model can do better but by luck.
    var ceiling: [OnlineLot] {
        if let known { return known }
        let run = scenario.run
        let made = seeds.map { OnlineLot(run.ceiling(in: run.world(seed: $0)), of: .frozen) }
        known = made
        return made
    }
}

extension OnlineLot {
    init(_ trajectory: MicroTrajectory, of policy: UpdatePolicy) {
        self.init(
            right: trajectory.hits, drifts: trajectory.drifts, loss: trajectory.logLoss(0..<trajectory.count),
            updates: trajectory.updateCount, labels: policy == .frozen ? 0 : trajectory.count,
            alarms: trajectory.alarms.count, detection: policy.hasDetector ? trajectory.detection : .none,
            detectorByteCount: trajectory.detectorByteCount)
    }
}
