import Kernels
import Learning
import Models
import Statistics

/// How a model is trained before it is shipped: by Adam, along half a cosine from a rate to none.
public struct Pretraining: Sendable, Equatable {
    /// Passes over the examples.
    public var epochs: Int
    /// Examples of a step.
    public var batch: Int
    /// Of the first step.
    public var rate: Double

    /// Memberwise.
    public init(epochs: Int = 20, batch: Int = 32, rate: Double = 3e-3) {
        (self.epochs, self.batch, self.rate) = (epochs, batch, rate)
    }

    /// Trains a network from random weights, and calibrates it by the same examples.
    /// - Parameter seed: of weights and batches.
    /// - Throws: ``AdaptationError`` for a network of other examples; `TrainingError` or `DataError` for settings that make no
    ///   training.
    public func model(of network: Network, on examples: Examples, seed: UInt64) throws -> PretrainedModel {
        try network.check(inputs: examples.shape.count, classes: examples.classes.count)
        var generator = SeededGenerator(seed: seed, stream: "weights before adaptation")
        let start = try Model.random(network, using: &generator)
        let plan = try TrainingPlan(
            network, batch: batch, scope: .full(network), stateCount: Adam().stateCountPerParameter)
        let trainer = try Trainer(plan, model: start, optimiser: Adam())
        let loss = SoftmaxCrossEntropy(batch: batch, classes: network.outputCount)
        var order = try BatchOrder(count: examples.count, size: batch, seed: seed)
        let schedule = LearningRateSchedule.cosine(initial: rate, final: 0, steps: epochs * order.count)
        // Kernels may read beyond the end.
        let width = network.inputCount
        let inputs = UnsafeMutableBufferPointer<Float>.allocate(
            capacity: batch * width + TrainingBackends.slack / MemoryLayout<Float>.stride)
        defer { inputs.deallocate() }
        inputs.initialize(repeating: 0)
        var labels = [Int32](repeating: 0, count: batch)
        for epoch in 0..<epochs {
            if epoch > 0 { order.shuffle() }
            for number in 0..<order.count {
                for (place, index) in order[number].enumerated() {
                    examples.withInput(index) { input in
                        for i in 0..<width { inputs[place * width + i] = input[i] }
                    }
                    labels[place] = Int32(examples.labels[index])
                }
                guard let start = inputs.baseAddress else { continue }
                let step = epoch * order.count + number + 1
                _ = try trainer.step(UnsafePointer(start), rate: schedule.rate(iteration: step)) {
                    try loss.evaluate(logits: $0, labels: labels, gradient: $1)
                }
            }
        }
        return try PretrainedModel(trainer.model(), calibration: examples)
    }
}
