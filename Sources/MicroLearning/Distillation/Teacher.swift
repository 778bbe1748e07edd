import Kernels
import Learning
import Models
import RealModule
import Statistics

/// A large model of what individuals have in common: fully connected layers from features and contexts, one of which is
/// 1, by 64 and 32 units with ReLU to one logit.
final class Teacher {
    static let hidden = [64, 32]
    static let batch = 64
    private let contextCount: Int
    private let trainer: Trainer
    private var inputs: [Float]

    /// Weights and biases.
    let parameterCount: Int
    private let width: Int

    /// - Throws: `TrainingError` and others of Learning and Models for what cannot be trained.
    init(_ shape: (features: Int, contexts: Int), seed: UInt64) throws {
        contextCount = shape.contexts
        width = shape.features + shape.contexts
        let sizes = [width] + Self.hidden + [1]
        let network = try Network(
            zip(sizes, sizes.dropFirst()).enumerated().map { index, size in
                .init(
                    name: "fc\(index + 1)", shape: .layer(.gemm(.init(m: 1, n: size.1, k: size.0))), inputs: [index],
                    clamp: (index == sizes.count - 2 ? -Float.infinity : 0)...Float.infinity)
            })
        var generator = SeededGenerator(seed: seed, stream: "weights of a teacher")
        let plan = try TrainingPlan(
            network, batch: Self.batch, scope: .full(network), stateCount: Adam().stateCountPerParameter)
        trainer = try Trainer(plan, model: .random(network, using: &generator), optimiser: Adam())
        parameterCount = network.parameterCount
        // Kernels may read beyond the end.
        inputs = .init(
            repeating: 0, count: Self.batch * width + TrainingBackends.slack / MemoryLayout<Float>.stride)
    }

    /// Learns hard labels by Adam, along half a cosine from 3·10⁻³ to none.
    /// - Throws: `DataError` for a log of less than a batch.
    func train(_ log: EventLog, epochs: Int, seed: UInt64) throws {
        var order = try BatchOrder(count: log.count, size: Self.batch, seed: seed)
        let loss = BinaryCrossEntropy(count: Self.batch)
        let schedule = LearningRateSchedule.cosine(initial: 3e-3, final: 0, steps: order.count * epochs)
        var step = 0
        for _ in 0..<epochs {
            for batch in 0..<order.count {
                let events = order[batch]
                fill(events, log)
                let labels = events.map { log.labels[$0] }
                step += 1
                _ = try trainer.step(inputs, rate: schedule.rate(iteration: step)) {
                    loss.evaluate(logits: $0, targets: labels, gradient: $1)
                }
            }
            order.shuffle()
        }
    }

    /// It as it has been trained so far.
    /// - Throws: `ModelError` for numbers that are none.
    func model() throws -> Model { try trainer.model() }

    /// Its scores of all events.
    func scores(_ log: EventLog) -> [Double] {
        var scores: [Double] = []
        for first in stride(from: 0, to: log.count, by: Self.batch) {
            let events = first..<min(first + Self.batch, log.count)
            fill(events, log)
            let logits = trainer.forward(inputs)
            for place in 0..<events.count { scores.append(logistic(Double(logits[place]))) }
        }
        return scores
    }

    private func fill(_ events: some Sequence<Int>, _ log: EventLog) {
        for (place, event) in events.enumerated() {
            let start = place * width
            for index in 0..<log.featureCount { inputs[start + index] = log.features[event * log.featureCount + index] }
            for index in 0..<contextCount {
                inputs[start + log.featureCount + index] = index == log.contexts[event] ? 1 : 0
            }
        }
    }
}
