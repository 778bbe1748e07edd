import Adaptation
import Learning

extension DriftScenario {
    /// A drift that costs a frozen model much more than ten points of accuracy, and that can be learnt back from some hundred
    /// labels: what happens is always another person or machine, and
    ///
    /// - heartbeats: the two electrodes are exchanged, so that all signs are inverted;
    /// - movements: the sensor sits turned by 45° about its axis from right to left;
    /// - vibrations: the sensor gives a tenth of what it gave.
    static func standard(_ stream: LearningTask.Stream) -> DriftScenario {
        switch stream {
        case .ecg: DriftScenario(stream, sources: 12, examplesPerSource: 100, disturbance: .inversion)
        case .activity:
            DriftScenario(
                stream, sources: 16, examplesPerSource: 120, disturbance: .rotation(degrees: 45, about: .y, first: 0))
        case .bearing: DriftScenario(stream, sources: 16, examplesPerSource: 120, disturbance: .gain(0.1))
        }
    }

    /// Deployed on one source as is; then another source, and what happens to its sensor.
    private init(_ stream: LearningTask.Stream, sources: Int, examplesPerSource: Int, disturbance: Disturbance) {
        self.init(
            stream, sources: sources, examplesPerSource: examplesPerSource, old: Surroundings(source: 0),
            new: Surroundings(source: 1, disturbances: [disturbance]))
    }
}
