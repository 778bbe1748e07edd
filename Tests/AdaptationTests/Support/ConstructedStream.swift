import Drift
import Learning
import Models

@testable import Adaptation

/// Events as a test gives them.
final class ConstructedStream: AdaptationStream {
    let events: [LabelledExample]
    let drifts: [DriftSchedule.Drift]
    let classCount: Int
    private let judged: [Regime: [LabelledExample]]

    init(
        _ events: [LabelledExample], drifts: [DriftSchedule.Drift] = [], classes: Int,
        judged: [Regime: [LabelledExample]] = [:]
    ) {
        (self.events, self.drifts, classCount) = (events, drifts, classes)
        self.judged = judged
    }

    var count: Int { events.count }
    var inputCount: Int { events[0].input.count }
    func event(_ index: Int) -> LabelledExample { events[index] }

    func heldOut(_ regime: Regime) throws -> Examples {
        let examples = judged[regime] ?? [events[0]]
        return try Examples(
            shape: ImageShape(height: inputCount, width: 1, channels: 1), classes: (0..<classCount).map { "\($0)" },
            inputs: examples.flatMap(\.input), labels: examples.map(\.label))
    }
}
