import Drift
import Adaptation
import Learning
import Report
import Statistics

/// What the variants of a list are trained on and judged by.
struct VariantTask: Hashable, Sendable {
    var stream: LearningTask.Stream
    /// Persons or machines to learn from; as many others judge.
    var sources: Int
    /// Of each.
    var examples: Int
    /// Lots of sources, first weights and batches.
    var lots: Int

    /// Fewer have no interval worth the name; a quick run takes no more.
    static let leastLots = 5

    /// Seeds of the lots.
    func lots(seed: UInt64) -> [UInt64] {
        var generator = SeededGenerator(seed: seed, stream: "lots of variants")
        return (0..<lots).map { _ in generator.next() }
    }
}

/// What happens to a device that may learn from it.
struct VariantDrift: Sendable {
    var schedule: DriftSchedule
    /// Of a lot.
    var events: Int
    /// What really happens.
    var new: DriftScenario.Surroundings
    /// At which strategies learn.
    var rate: Double

    /// Examples of each regime that are no events.
    static let heldOut = 200

    func scenario(_ task: VariantTask) -> DriftScenario {
        DriftScenario(
            task.stream, sources: task.sources, examplesPerSource: task.examples, old: .init(source: 0), new: new)
    }

    /// One event an update, whose label is there at once.
    func settings(seed: UInt64) -> AdaptationSettings { AdaptationSettings(rate: rate, seed: seed) }
}
