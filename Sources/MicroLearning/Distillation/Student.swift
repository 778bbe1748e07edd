import MicroUpdate
import Statistics

/// A small model in training on a log, in FP64.
struct Student {
    /// Passes over the events, and the rate, which falls to a tenth on the way.
    static let epochs = 40, rate = 0.05

    /// Trains from open gates.
    /// - Parameters:
    ///   - targets: what each event's score should be, in 0 ... 1.
    ///   - seed: of the order of events.
    static func trained(_ log: EventLog, shape: ModelShape, targets: [Double], seed: UInt64) -> StartWeights {
        let start = StartWeights(untrained: shape)
        let learner = FloatingLearner<Double>(start)
        var generator = SeededGenerator(seed: seed, stream: "order of a student's events")
        var order = Array(0..<log.count)
        for epoch in 0..<epochs {
            generator.shuffle(&order)
            let rate = rate * (1 - 0.9 * Double(epoch) / Double(epochs - 1))
            for event in order {
                learner.update(
                    log.features(of: event), context: log.contexts[event], label: targets[event], rate: rate)
            }
        }
        return start.replacing(learner.parameters).opened
    }

    /// Its scores of all events.
    static func scores(_ start: StartWeights, _ log: EventLog) -> [Double] {
        let learner = FloatingLearner<Double>(start)
        return (0..<log.count).map { learner.score(log.features(of: $0), context: log.contexts[$0]) }
    }
}
