import Kernels
import Learning
import Models

/// A worker's copy of the model in training, with memory for its part of a batch. Gradients and updates allocate
/// nothing.
final class Replica {
    /// Elements of a gradient.
    let gradientCount: Int
    private let trainer: Trainer
    private let loss: SoftmaxCrossEntropy
    private let batch: Int
    private let training: Examples
    private var inputs: [Float]
    private var labels: [Int32]

    init(_ training: ParallelTraining) throws {
        let plan = try training.plan()
        gradientCount = plan.gradientCount
        trainer = try Trainer(plan, model: training.model(), optimiser: training.optimiser)
        loss = SoftmaxCrossEntropy(batch: training.batch, classes: training.network.outputCount)
        batch = training.batch
        self.training = training.training
        // Kernels may read beyond the end.
        let slack = TrainingBackends.slack / MemoryLayout<Float>.stride
        inputs = .init(repeating: 0, count: batch * training.network.inputCount + slack)
        labels = .init(repeating: 0, count: batch)
    }

    /// Takes the training examples of the next gradient.
    func load(_ indices: ArraySlice<Int>) { load(indices, of: training) }

    private func load(_ indices: some Collection<Int>, of examples: Examples) {
        let width = examples.shape.count
        for (place, index) in indices.enumerated() {
            examples.withInput(index) { for i in 0..<width { inputs[place * width + i] = $0[i] } }
            labels[place] = Int32(examples.labels[index])
        }
    }

    /// The loss of the examples taken, and its gradient.
    func gradient(into gradient: UnsafeMutablePointer<Float>) throws -> Double {
        try trainer.gradients(inputs, into: gradient) {
            try loss.evaluate(logits: $0, labels: labels, gradient: $1)
        }
    }

    /// Updates the model.
    func apply(_ gradient: UnsafePointer<Float>, rate: Double) { trainer.apply(gradient, rate: rate) }

    /// - Throws: ``DataParallelError/kernel(_:)`` where one has failed so far.
    func checkKernels() throws(DataParallelError) {
        if let failure = trainer.failure { throw .kernel(failure) }
    }

    /// How well the model does, batch by batch; what fills no batch is filled up and not counted.
    func result(on examples: Examples) throws -> TestResult {
        let classes = examples.classes.count
        let one = SoftmaxCrossEntropy(batch: 1, classes: classes)
        var (right, sum) = (0, 0.0)
        for first in stride(from: 0, to: examples.count, by: batch) {
            let indices = first..<min(first + batch, examples.count)
            load(indices, of: examples)
            let outputs = trainer.forward(inputs)
            for place in 0..<indices.count {
                let own = outputs + place * classes
                if (0..<classes).max(by: { own[$0] < own[$1] }) == Int(labels[place]) { right += 1 }
                sum += try one.evaluate(logits: own, labels: [labels[place]], gradient: nil)
            }
        }
        return TestResult(accuracy: Double(right) / Double(examples.count), loss: sum / Double(examples.count))
    }

    /// Of all parameters, bit by bit.
    var digest: UInt64 {
        var digest = Digest()
        for index in trainer.plan.network.steps.indices {
            let own = trainer.parameters(ofStep: index)
            digest.add(own.weights)
            digest.add(own.bias)
        }
        return digest.value
    }

    /// Weights and biases of a step.
    func parameters(ofStep index: Int) -> (weights: [Float], bias: [Float]) { trainer.parameters(ofStep: index) }
}
