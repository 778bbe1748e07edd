import Kernels
import Learning
import Models
import Report
import Statistics

/// A network that is trained a batch at a time.
struct UpdateWorkload: Sendable {
    var model: ModelDefinition
    /// Examples of a batch.
    var batch: Int
    var optimiser: OptimiserChoice

    var name: String { model.name }

    /// Which rule updates the parameters.
    enum OptimiserChoice: String, CaseIterable, Sendable {
        case sgd
        /// With momentum.
        case momentum
        case adam

        var optimiser: any Optimiser {
            switch self {
            case .sgd: SGD()
            case .momentum: Momentum()
            case .adam: Adam()
            }
        }
    }

    /// Networks whose outputs have the form of their inputs learn to repeat these; the others learn classes.
    var isAutoencoder: Bool { model.network.outputCount == model.network.inputCount }

    /// What all variants share.
    var parameters: [String: Report.Parameter] {
        [
            "kind": .text("model"), "layers": .number(model.network.steps.count), "batch": .number(batch),
            "optimiser": .text(optimiser.rawValue), "loss": .text(isAutoencoder ? "squared error" : "cross-entropy"),
        ]
    }
}

/// A network's parameters, a batch, and the gradients in FP64: drawn from the seed and the workload's name.
final class UpdateTensors {
    let workload: UpdateWorkload
    let model: Model
    let input: [Float]
    let labels: [Int32]
    /// Of all parameters, whatever a variant updates.
    private(set) lazy var gradients: [ReferenceParameters] = referenceGradients()

    init(_ workload: UpdateWorkload, seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed, stream: "training of \(workload.name)")
        self.workload = workload
        let network = workload.model.network
        model = try Model.random(network, using: &generator)
        input = (0..<workload.batch * network.inputCount).map { _ in Float(2 * generator.uniform() - 1) }
        labels = (0..<workload.batch).map { _ in Int32(generator.integer(below: network.outputCount)) }
    }

    /// The loss of a batch's outputs, with its gradient.
    var loss: Trainer.Loss {
        let (count, batch) = (workload.model.network.outputCount, workload.batch)
        if workload.isAutoencoder {
            let loss = MeanSquaredError(count: batch * count)
            return { [input] in loss.evaluate(outputs: $0, targets: input, gradient: $1) }
        }
        let loss = SoftmaxCrossEntropy(batch: batch, classes: count)
        return { [labels] in try loss.evaluate(logits: $0, labels: labels, gradient: $1) }
    }

    private func referenceGradients() -> [ReferenceParameters] {
        guard let reference = try? ReferenceNetwork(model) else { return [] }
        let wide = input.map(Double.init)
        return reference.gradients(wide, batch: workload.batch) { [workload, labels] outputs in
            workload.isAutoencoder
                ? .meanSquaredError(outputs, targets: wide)
                : .softmaxCrossEntropy(outputs, labels: labels.map(Int.init))
        }.parameters
    }
}
