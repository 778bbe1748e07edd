import Kernels
import Models
import Statistics
import TestSupport
import Testing

@testable import Learning

/// Training in other numbers than FP32.
@Suite struct NumbersTests {
    /// The gradients of a trainer's batch, in the order of the plan's layout.
    private static func gradients(_ trainer: Trainer, _ example: TrainedExample) throws -> (loss: Double, flat: [Float])
    {
        var flat = [Float](repeating: .nan, count: trainer.plan.gradientCount)
        let loss = SoftmaxCrossEntropy(batch: example.batch, classes: example.network.outputCount)
        let value = try trainer.gradients(example.input, into: &flat) {
            try loss.evaluate(logits: $0, labels: example.labels, gradient: $1)
        }
        return (value, flat)
    }

    /// What a trainer computes with: its parameters, biases in the units of integer kernels.
    private static func parameters(_ trainer: Trainer) throws -> [ReferenceParameters] {
        var parameters = try ReferenceNetwork(trainer.model()).parameters
        guard let tensors = trainer.plan.numbers.integers?.tensors else { return parameters }
        for (index, operation) in try trainer.quantizedModel().operations.enumerated() {
            guard case .layer(.integer(let layer)) = operation else { continue }
            let scales = trainer.scales(trainer.plan.steps[index])
            let input = Double(tensors[trainer.plan.network.steps[index].inputs[0]].scale)
            for i in parameters[index].bias.indices {
                parameters[index].bias[i] = Double(layer.bias[i]) * input * Double(scales[i])
            }
        }
        return parameters
    }

    /// An example that is smooth in these numbers. Ranges leave out some of what tensors hold.
    private static func example(
        _ network: Network, _ kind: Combination.Kind, using generator: inout SeededGenerator
    ) throws -> (TrainedExample, Trainer, RoundedReference, [UpdateScope]) {
        while true {
            let all = try TrainedExample(network, batch: 2, using: &generator)
            let example = all.with(ranges: all.ranges.map { 0.8 * $0.lowerBound...0.8 * $0.upperBound })
            let trainer = try Trainer(
                example.plan(.init(kind: kind, segments: 1)), model: example.model, optimiser: SGD())
            let reference = try RoundedReference(
                network: network, parameters: parameters(trainer), numbers: trainer.plan.numbers)
            guard reference.isSmooth(example.input.doubles, batch: 2) else { continue }
            let isResidual = network.steps.contains { $0.name == "twice" }
            return (
                example, trainer, reference,
                isResidual ? try TrainerTests.scopes(network).map(\.scope) : [.full(network), .head(network)]
            )
        }
    }

    /// Rounded where tensors are stored and nowhere else: all gradients are those of FP64 with the same roundings, but for the
    /// noise of FP32. Wide layers are computed some channels at a time.
    @Test(arguments: Combination.Kind.allCases)
    func gradientsAreThoseOfRoundedTensors(_ kind: Combination.Kind) throws {
        var generator = SeededGenerator(for: "gradients in \(kind)")
        for network in [try ReferenceNetworkTests.residual(), try .chain([290, 40, 12, 4])] {
            for _ in 0..<3 {
                let (example, _, reference, scopes) = try Self.example(network, kind, using: &generator)
                let expected = reference.gradients(example.input.doubles, batch: 2) {
                    .softmaxCrossEntropy($0, labels: example.labels.map(Int.init))
                }
                for scope in scopes {
                    for segments in [0, 1] {
                        guard let plan = try? example.plan(.init(kind: kind, segments: segments), scope) else {
                            continue
                        }
                        let trainer = try Trainer(plan, model: example.model, optimiser: SGD())
                        let (loss, flat) = try Self.gradients(trainer, example)
                        #expect((loss - expected.loss).magnitude < 1e-4 * (1 + expected.loss))
                        let fault = Self.fault(in: flat, plan, expected.parameters)
                        #expect(fault == nil, "\(segments) segments: \(fault ?? "")")
                    }
                }
            }
        }
    }

    /// The first gradient that is another; nil where there is none.
    private static func fault(
        in flat: [Float], _ plan: TrainingPlan, _ expected: [ReferenceParameters]
    ) -> String? {
        var place = 0
        for (index, step) in plan.network.steps.enumerated() {
            let masks = TrainerTests.masks(plan.scope.parts[index], step.shape)
            for (name, gradient, isUpdated) in [
                ("weight", expected[index].weights, masks.weights), ("bias", expected[index].bias, masks.biases),
            ] {
                let largest = gradient.map(\.magnitude).max() ?? 0
                for i in gradient.indices where isUpdated(i) {
                    guard (Double(flat[place]) - gradient[i]).magnitude <= 5e-4 * largest + 1e-6 else {
                        return "\(step.name), \(name) \(i): \(flat[place]) instead of \(gradient[i])"
                    }
                    place += 1
                }
            }
        }
        return place == flat.count ? nil : "\(flat.count) gradients instead of \(place)"
    }

    /// A reference that does not round is told apart, so that the comparison sees roundings at all.
    @Test(arguments: [Combination.Kind.bf16, .int8])
    func missingRoundingIsSeen(_ kind: Combination.Kind) throws {
        var generator = SeededGenerator(seed: 11)
        let network = try Network.chain([290, 40, 12, 4])
        let (example, trainer, reference, _) = try Self.example(network, kind, using: &generator)
        let (_, flat) = try Self.gradients(trainer, example)
        let exact = RoundedReference(network: network, parameters: reference.parameters, numbers: .fp32)
            .gradients(example.input.doubles, batch: 2) {
                .softmaxCrossEntropy($0, labels: example.labels.map(Int.init))
            }
        #expect(Self.fault(in: flat, trainer.plan, exact.parameters) != nil)
    }

    /// Each stored weight is the nearest one to what the optimiser made of it.
    @Test(arguments: [Combination.Kind.bf16, .fp16])
    func updatesAreRounded(_ kind: Combination.Kind) throws {
        var generator = SeededGenerator(for: "updates in \(kind)")
        let format = kind == .bf16 ? FloatFormat.bf16 : .fp16
        for network in [try ReferenceNetworkTests.residual(), try .chain([290, 40, 12, 4])] {
            let example = try TrainedExample(network, batch: 2, using: &generator)
            let trainer = try Trainer(example.plan(.init(kind: kind)), model: example.model, optimiser: SGD())
            let before = network.steps.indices.map(trainer.parameters)
            for (index, operation) in example.model.operations.enumerated() {
                guard case .layer(.float(let layer)) = operation else { continue }
                #expect(before[index].weights == layer.weights.map(format.rounded) && before[index].bias == layer.bias)
            }
            let (_, flat) = try Self.gradients(trainer, example)
            try example.step(trainer, rate: 0.05)
            var place = 0
            for index in network.steps.indices {
                let after = trainer.parameters(ofStep: index)
                for i in after.weights.indices {
                    #expect(after.weights[i] == format.rounded(before[index].weights[i] - 0.05 * flat[place + i]))
                }
                place += after.weights.count
                for i in after.bias.indices {
                    #expect(after.bias[i] == before[index].bias[i] - 0.05 * flat[place + i])
                }
                place += after.bias.count
            }
        }
    }
}
