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
        /// In several segments, of which most are computed again.
        case fullAgain, someAgain, fewGradientsAgain
        /// In other numbers, whole or some output channels at a time, and computed again.
        case fullBF16, someBF16, biasesINT8, fullINT8, someINT8, tiledINT8
        case fullINT8Again, someFP16Again, tiledFP16Again

        /// Of those of the residual network.
        fileprivate var scope: Int {
            switch self {
            case .full, .fewGradients, .fullAgain, .fewGradientsAgain, .fullBF16, .fullINT8, .tiledINT8, .fullINT8Again,
                .tiledFP16Again:
                0
            case .biases, .biasesINT8: 1
            case .head: 2
            case .lastTwo: 3
            case .some, .someAgain, .someBF16, .someINT8, .someFP16Again: 4
            }
        }

        /// Segments that are computed again.
        fileprivate var segments: Int {
            switch self {
            case .fullAgain, .someAgain, .fullINT8Again, .someFP16Again: 2
            case .fewGradientsAgain, .tiledFP16Again: 1
            default: 0
            }
        }

        fileprivate func numbers(_ network: Network) -> TrainingNumbers {
            switch self {
            case .fullBF16, .someBF16: return .bf16
            case .someFP16Again, .tiledFP16Again: return .fp16
            case .biasesINT8, .fullINT8, .someINT8, .tiledINT8, .fullINT8Again:
                // So narrow that some elements of each tensor lie beyond them.
                var integers = IntegerNumbers(ranges: .init(repeating: -0.2...0.6, count: network.tensorCount))
                integers.rounding = self == .tiledINT8 ? .stochastic(seed: 7) : .nearest
                return .int8(integers)
            default: return .fp32
            }
        }
    }

    let network: Network
    let scope: UpdateScope
    let batch: Int
    private let rules: [Int: GradientRule]
    private let numbers: TrainingNumbers
    private let segments: [Range<Int>]
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
        switch kind {
        case .fewGradients, .fewGradientsAgain:
            network = try .chain([image.count, filters, 11, 4])
            rules = [0: .init(.topOfRow(1 + filters / 2)), 1: .init(.topOfRow(3))]
        case .tiledINT8, .tiledFP16Again:
            network = try .chain([image.count, 290, 16 + filters, 4])
            rules = [:]
        default:
            network = try ReferenceNetworkTests.residual(image, filters: filters, classes: 4)
            rules = [:]
        }
        scope = kind.scope == 0 ? .full(network) : try TrainerTests.scopes(network)[kind.scope].scope
        numbers = kind.numbers(network)
        // Chosen once, whatever the number of plans.
        segments = try TrainingPlan(
            network, batch: batch, scope: scope, stateCount: 1, rules: rules, numbers: numbers,
            recomputing: .segments(kind.segments)
        ).recomputedSegments
        model = try Model.random(network, using: &generator)
        input = generator.numbers(batch * network.inputCount).floats
        labels = (0..<batch).map { _ in Int32(generator.integer(below: 4)) }
    }

    func plan(
        _ backend: any TrainingBackend = TrainingBackends.fastestNative,
        placing: ([MemoryPlacement.Block]) -> MemoryPlacement
    ) throws -> TrainingPlan {
        try TrainingPlan(
            network, batch: batch, scope: scope, stateCount: 1, rules: rules, numbers: numbers,
            segments: segments, backend: backend, placing: placing)
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
