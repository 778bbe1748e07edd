import Kernels
import Models
import Statistics
import TestSupport
import Testing

@testable import Learning

/// A network trained in some numbers, with some of it computed again.
struct Combination: CustomTestStringConvertible, Sendable {
    /// Numbers, by what is asked of them.
    enum Kind: String, CaseIterable, Sendable {
        case fp32, bf16, fp16, int8, int8Stochastic, int8Unscaled

        func numbers(_ ranges: [ClosedRange<Double>]) -> TrainingNumbers {
            var integers = IntegerNumbers(ranges: ranges)
            switch self {
            case .fp32: return .fp32
            case .bf16: return .bf16
            case .fp16: return .fp16
            case .int8: break
            case .int8Stochastic: integers.rounding = .stochastic(seed: 5)
            case .int8Unscaled: integers.scalesGradients = false
            }
            return .int8(integers)
        }
    }

    var kind = Kind.fp32
    var segments = 0

    var testDescription: String { "\(kind), \(segments) segments" }
    var recomputing: Recomputation { segments == 0 ? .nothing : .segments(segments) }

    static let all = Kind.allCases.flatMap { kind in
        [0, 1].map { Combination(kind: kind, segments: $0) }
    }
}

/// A network with parameters, a batch, and the ranges of its tensors.
struct TrainedExample {
    let network: Network
    let model: Model
    let batch: Int
    let input: [Float]
    let labels: [Int32]
    let ranges: [ClosedRange<Double>]

    init(_ network: Network, batch: Int, using generator: inout SeededGenerator) throws {
        self.network = network
        self.batch = batch
        model = try Model.random(network, using: &generator)
        input = generator.numbers(batch * network.inputCount).floats
        labels = (0..<batch).map { _ in Int32(generator.integer(below: network.outputCount)) }
        let tensors = try ReferenceNetwork(model).tensors(input.doubles, batch: batch)
        ranges = tensors.map { ($0.min() ?? 0)...($0.max() ?? 0) }
    }

    private init(_ other: TrainedExample, ranges: [ClosedRange<Double>]) {
        (network, model, batch) = (other.network, other.model, other.batch)
        (input, labels, self.ranges) = (other.input, other.labels, ranges)
    }

    /// The same with other ranges.
    func with(ranges: [ClosedRange<Double>]) -> TrainedExample { TrainedExample(self, ranges: ranges) }

    func plan(
        _ combination: Combination, _ scope: UpdateScope? = nil, stateCount: Int = 0,
        placing: ([MemoryPlacement.Block]) -> MemoryPlacement = MemoryPlacement.init
    ) throws -> TrainingPlan {
        try TrainingPlan(
            network, batch: batch, scope: scope ?? .full(network), stateCount: stateCount,
            numbers: combination.kind.numbers(ranges), recomputing: combination.recomputing,
            backend: TrainingBackends.fastestNative, placing: placing)
    }

    @discardableResult func step(_ trainer: Trainer, rate: Double) throws -> Double {
        let loss = SoftmaxCrossEntropy(batch: batch, classes: network.outputCount)
        return try trainer.step(input, rate: rate) { try loss.evaluate(logits: $0, labels: labels, gradient: $1) }
    }

    /// Every parameter's bits, step by step.
    func bits(_ trainer: Trainer) -> [[UInt32]] {
        network.steps.indices.map { index in
            let (weights, bias) = trainer.parameters(ofStep: index)
            return (weights + bias).map(\.bitPattern)
        }
    }
}
