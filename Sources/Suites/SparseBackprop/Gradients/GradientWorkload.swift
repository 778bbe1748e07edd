import Kernels
import Learning
import Models
import Report
import Statistics

/// A network of fully connected layers with ReLU between them, trained a batch at a time.
struct GradientWorkload: Sendable {
    /// Inputs, hidden units, outputs.
    var sizes: [Int]
    /// Examples of a batch.
    var batch: Int
    let network: Network

    /// - Parameter sizes: two or more.
    /// - Throws: `NetworkError` for layers that cannot be computed.
    init(sizes: [Int], batch: Int) throws(NetworkError) {
        self.sizes = sizes
        self.batch = batch
        var steps: [Network.Step] = []
        for (index, (inputs, outputs)) in zip(sizes, sizes.dropFirst()).enumerated() {
            let isLast = index == sizes.count - 2
            steps.append(
                .init(
                    name: "fc\(index + 1)", shape: .layer(.gemm(.init(m: 1, n: outputs, k: inputs))), inputs: [index],
                    clamp: (isLast ? -Float.infinity : 0)...Float.infinity))
        }
        network = try Network(steps)
    }

    /// `mlp.784x500x500x10`.
    var name: String { "mlp." + sizes.map(String.init).joined(separator: "x") }

    /// The rule for all layers but the last, whose gradient is the loss's own.
    func rules(_ variant: GradientVariant) -> [Int: GradientRule] {
        guard let rule = variant.rule?.ofMean(over: batch) else { return [:] }
        return Dictionary(uniqueKeysWithValues: network.steps.indices.dropLast().map { ($0, rule) })
    }

    /// What all variants share.
    var parameters: [String: Report.Parameter] {
        [
            "kind": .text("model"), "layers": .number(network.steps.count), "batch": .number(batch),
            "optimiser": .text("sgd"), "loss": .text("cross-entropy"),
        ]
    }
}

/// A network's parameters and a batch: drawn from the seed and the workload's name.
struct GradientTensors {
    let model: Model
    /// A batch, and what libraries may read behind it.
    let input: [Float]
    let labels: [Int32]
    let loss: SoftmaxCrossEntropy

    init(_ workload: GradientWorkload, seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed, stream: "gradients of \(workload.name), batch \(workload.batch)")
        let (network, batch) = (workload.network, workload.batch)
        model = try Model.random(network, using: &generator)
        let slack = TrainingBackends.slack / MemoryLayout<Float>.stride
        input =
            (0..<batch * network.inputCount).map { _ in Float(generator.uniform()) } + .init(repeating: 0, count: slack)
        labels = (0..<batch).map { _ in Int32(generator.integer(below: network.outputCount)) }
        loss = SoftmaxCrossEntropy(batch: batch, classes: network.outputCount)
    }
}
