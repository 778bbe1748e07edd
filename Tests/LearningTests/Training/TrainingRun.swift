import Kernels
import Models
import Statistics

@testable import Learning

/// A few training steps that can be taken again in memory of another order.
struct TrainingRun {
    /// What is trained of which network.
    enum Kind: Int, CaseIterable, Sendable {
        case full, biases, head, lastTwo, some
        /// A few elements of the outputs' gradients.
        case fewGradients
    }

    let network: Network
    let scope: UpdateScope
    let batch: Int
    private let rules: [Int: GradientRule]
    private let model: Model
    private let input: [Float]
    private let labels: [Int32]

    /// What must not depend on where tensors lie, to the bit.
    struct Outcome: Equatable {
        var losses: [UInt64] = []
        var parameters: [[UInt32]] = []
    }

    /// Random parameters and inputs.
    /// - Parameter image: of the residual network's inputs.
    init(
        _ kind: Kind, _ image: ImageShape = .init(height: 5, width: 4, channels: 3), filters: Int = 6, batch: Int,
        using generator: inout SeededGenerator
    ) throws {
        self.batch = batch
        if kind == .fewGradients {
            network = try .chain([image.count, filters, 11, 4])
            scope = .full(network)
            rules = [0: .init(.topOfRow(1 + filters / 2)), 1: .init(.topOfRow(3))]
        } else {
            network = try ReferenceNetworkTests.residual(image, filters: filters, classes: 4)
            scope = try TrainerTests.scopes(network)[kind.rawValue].scope
            rules = [:]
        }
        model = try Model.random(network, using: &generator)
        input = generator.numbers(batch * network.inputCount).floats
        labels = (0..<batch).map { _ in Int32(generator.integer(below: 4)) }
    }

    func plan(
        _ backend: any TrainingBackend = TrainingBackends.fastestNative,
        placing: ([MemoryPlacement.Block]) -> MemoryPlacement
    ) throws -> TrainingPlan {
        try TrainingPlan(
            network, batch: batch, scope: scope, stateCount: 1, rules: rules, backend: backend, placing: placing)
    }

    /// The blocks of the plan, as they are to be placed.
    func blocks() throws -> [MemoryPlacement.Block] {
        var blocks: [MemoryPlacement.Block] = []
        _ = try plan {
            blocks = $0
            return .apart($0)
        }
        return blocks
    }

    /// Three steps with momentum.
    /// - Parameters:
    ///   - before: called before each step.
    ///   - after: called after each step.
    func outcome(
        _ plan: TrainingPlan, before: (Trainer) -> Void = { _ in }, after: (Trainer) -> Void = { _ in }
    ) throws -> Outcome {
        let trainer = try Trainer(plan, model: model, optimiser: Momentum())
        let loss = SoftmaxCrossEntropy(batch: batch, classes: network.outputCount)
        var outcome = Outcome()
        for _ in 0..<3 {
            before(trainer)
            let value = try trainer.step(input, rate: 0.1) {
                try loss.evaluate(logits: $0, labels: labels, gradient: $1)
            }
            after(trainer)
            outcome.losses.append(value.bitPattern)
        }
        for index in network.steps.indices {
            let (weights, bias) = trainer.parameters(ofStep: index)
            outcome.parameters.append((weights + bias).map(\.bitPattern))
        }
        return outcome
    }
}

extension Network {
    /// Fully connected layers of so many inputs and outputs, with ReLU between them.
    static func chain(_ sizes: [Int]) throws -> Network {
        try Network(
            zip(sizes, sizes.dropFirst()).enumerated().map { index, size in
                .init(
                    name: "fc\(index)", shape: .layer(.gemm(.init(m: 1, n: size.1, k: size.0))), inputs: [index],
                    clamp: (index == sizes.count - 2 ? -Float.infinity : 0)...Float.infinity)
            })
    }
}
