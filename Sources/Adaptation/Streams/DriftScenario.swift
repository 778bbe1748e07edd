import Drift
import Learning

/// On what a model is pretrained, where it is deployed, and what happens to it there.
public struct DriftScenario: Sendable, Equatable {
    /// Where signals come from.
    public var stream: LearningTask.Stream
    /// Persons or machines that pretraining sees.
    public var sources: Int
    /// Examples of each of them.
    public var examplesPerSource: Int
    /// Where the model is deployed.
    public var old: Surroundings
    /// What really happens.
    public var new: Surroundings

    /// One person or machine, and what happens to its sensor.
    public struct Surroundings: Sendable, Equatable {
        /// Its number among those that pretraining does not see, from 0.
        public var source: Int
        /// What happens to the sensor, one after the other.
        public var disturbances: [Disturbance]

        /// Memberwise, as is by default.
        public init(source: Int, disturbances: [Disturbance] = []) {
            (self.source, self.disturbances) = (source, disturbances)
        }
    }

    /// Memberwise.
    public init(
        _ stream: LearningTask.Stream, sources: Int, examplesPerSource: Int, old: Surroundings, new: Surroundings
    ) {
        (self.stream, self.sources, self.examplesPerSource) = (stream, sources, examplesPerSource)
        (self.old, self.new) = (old, new)
    }

    /// What a regime is.
    public subscript(regime: Regime) -> Surroundings { regime == .old ? old : new }
}
