import Kernels
import Models
import Statistics
import TestSupport
import Testing

@testable import Learning

/// Training steps on the kernels, against FP64.
@Suite struct TrainerTests {
    /// Every scope that the residual network can have, with a name.
    static func scopes(_ network: Network) throws -> [(name: String, scope: UpdateScope)] {
        let some = network.steps.map { step -> UpdateScope.Part in
            guard case .layer(let shape) = step.shape, shape.biasCount > 0 else { return .none }
            switch step.name {
            case "first": return .inputChannels(2)
            case "fc": return .inputChannels(1)
            case "second": return .biases
            default: return .none
            }
        }
        return [
            ("full", .full(network)), ("biases", .biases(network)), ("head", .head(network)),
            ("last two", .last(2, network)), ("some", try UpdateScope(some, of: network)),
        ]
    }

    /// A step with SGD, whose changes are the gradients; the first that is wrong.
    static func fault(
        _ network: Network, _ scope: UpdateScope, batch: Int, using generator: inout SeededGenerator,
        placing: ([MemoryPlacement.Block]) -> MemoryPlacement = MemoryPlacement.init
    ) throws -> String? {
        let model = try Model.random(network, using: &generator)
        let input = generator.numbers(batch * network.inputCount).map { Float($0) }
        let labels = (0..<batch).map { _ in Int32(generator.integer(below: network.outputCount)) }
        let plan = try TrainingPlan(
            network, batch: batch, scope: scope, stateCount: 0, backend: TrainingBackends.fastestNative,
            placing: placing)
        let trainer = try Trainer(plan, model: model, optimiser: SGD())
        let before = network.steps.indices.map(trainer.parameters)
        let loss = SoftmaxCrossEntropy(batch: batch, classes: network.outputCount)
        let value = try trainer.step(input, rate: 1) { outputs, gradient in
            try loss.evaluate(logits: outputs, labels: labels, gradient: gradient)
        }
        let expected = try ReferenceNetwork(model).gradients(input.map(Double.init), batch: batch) {
            .softmaxCrossEntropy($0, labels: labels.map(Int.init))
        }
        guard (value - expected.loss).magnitude < 1e-5 * (1 + expected.loss) else { return "loss \(value)" }
        for (index, step) in network.steps.enumerated() {
            let after = trainer.parameters(ofStep: index)
            let (weights, biases) = masks(scope.parts[index], step.shape)
            for (name, old, new, gradient, isUpdated) in [
                ("weights", before[index].weights, after.weights, expected.parameters[index].weights, weights),
                ("biases", before[index].bias, after.bias, expected.parameters[index].bias, biases),
            ] {
                let largest = gradient.map(\.magnitude).max() ?? 0
                for i in old.indices {
                    guard isUpdated(i) else {
                        guard old[i].bitPattern == new[i].bitPattern else {
                            return "\(step.name), \(name) \(i) changed"
                        }
                        continue
                    }
                    let change = Double(old[i]) - Double(new[i])
                    guard (change - gradient[i]).magnitude <= 1e-4 * largest + 1e-6 else {
                        return "\(step.name), \(name) \(i): \(change) instead of \(gradient[i])"
                    }
                }
            }
        }
        return nil
    }

    /// Which weights and biases a part updates.
    static func masks(
        _ part: UpdateScope.Part, _ shape: OperationShape
    ) -> (weights: (Int) -> Bool, biases: (Int) -> Bool) {
        switch part {
        case .none: return ({ _ in false }, { _ in false })
        case .biases: return ({ _ in false }, { _ in true })
        case .all: return ({ _ in true }, { _ in true })
        case .inputChannels(let count):
            guard case .layer(let layer) = shape else { return ({ _ in false }, { _ in false }) }
            let (n, channels) = (layer.gemm.n, layer.asConvolution.inputChannels)
            return ({ $0 / n % channels < count }, { _ in true })
        }
    }

    @Test(arguments: [0, 1, 2, 3, 4])
    func changesAreTheGradients(scope: Int) throws {
        let network = try ReferenceNetworkTests.residual()
        let (name, scope) = try Self.scopes(network)[scope]
        var generator = SeededGenerator(for: "training steps, \(name)")
        for batch in [1, 2, 5] {
            for _ in 0..<5 {
                let fault = try Self.fault(network, scope, batch: batch, using: &generator)
                #expect(fault == nil, "batch \(batch): \(fault ?? "")")
            }
        }
    }

    @Test func tensorsThatLieOverEachOtherAreSeen() throws {
        let network = try ReferenceNetworkTests.residual()
        var generator = SeededGenerator(seed: 1)
        let fault = try Self.fault(network, .full(network), batch: 2, using: &generator) {
            // As though nothing were needed later.
            MemoryPlacement(
                $0.map { .init(byteCount: $0.byteCount, life: $0.life.lowerBound...$0.life.lowerBound) })
        }
        #expect(fault != nil)
    }

    /// A rule that leaves nothing out gives the gradients of all elements; one that takes few gives those of the elements it took.
    @Test(
        arguments: [GradientRule.Choice.atLeast(0), .topOfRow(9), .topOfRow(2), .topOfBatch(3), .random(4)].map {
            GradientRule($0)
        })
    func rulesGiveTheGradientsOfWhatTheyTake(_ rule: GradientRule) throws {
        let network = try Network.chain([7, 9, 11, 4])
        var generator = SeededGenerator(for: "rules \(rule)")
        for batch in [1, 6] {
            let model = try Model.random(network, using: &generator)
            let input = generator.numbers(batch * 7).map { Float($0) }
            let labels = (0..<batch).map { _ in Int32(generator.integer(below: 4)) }
            let plan = try TrainingPlan(
                network, batch: batch, scope: .full(network), stateCount: 0, rules: [0: rule, 1: rule])
            let trainer = try Trainer(plan, model: model, optimiser: SGD())
            let before = network.steps.indices.map(trainer.parameters)
            let loss = SoftmaxCrossEntropy(batch: batch, classes: 4)
            _ = try trainer.step(input, rate: 1) { try loss.evaluate(logits: $0, labels: labels, gradient: $1) }
            let expected = try ReferenceNetwork(model).gradients(
                input.map(Double.init), batch: batch,
                choosing: { index, gradient in
                    guard let chosen = trainer.chosenGradient(ofStep: index) else { return gradient }
                    var factor = 1.0
                    if case .random(let count) = rule.choice { factor = Double(gradient.count / batch) / Double(count) }
                    return zip(chosen, gradient).map { $0 == 0 ? 0 : factor * $1 }
                },
                loss: { .softmaxCrossEntropy($0, labels: labels.map(Int.init)) })
            for index in network.steps.indices {
                let after = trainer.parameters(ofStep: index)
                #expect(trainer.chosenGradient(ofStep: 2) == nil)
                for (old, new, gradient) in [
                    (before[index].weights, after.weights, expected.parameters[index].weights),
                    (before[index].bias, after.bias, expected.parameters[index].bias),
                ] {
                    let largest = gradient.map(\.magnitude).max() ?? 0
                    for i in old.indices {
                        let change = Double(old[i]) - Double(new[i])
                        #expect((change - gradient[i]).magnitude <= 1e-4 * largest + 1e-6, "fc\(index), \(i)")
                    }
                }
            }
        }
    }

    @Test(arguments: [SGD(), Momentum(), Adam()] as [any Optimiser])
    func learnsAndRepeatsItself(_ optimiser: any Optimiser) throws {
        let network = try ReferenceNetworkTests.residual()
        func losses() throws -> [Double] {
            var generator = SeededGenerator(seed: 7)
            let model = try Model.random(network, using: &generator)
            let plan = try TrainingPlan(
                network, batch: 6, scope: .full(network), stateCount: optimiser.stateCountPerParameter)
            let trainer = try Trainer(plan, model: model, optimiser: optimiser)
            let input = generator.numbers(6 * network.inputCount).map { Float($0) }
            let labels: [Int32] = [0, 1, 2, 0, 1, 2]
            let loss = SoftmaxCrossEntropy(batch: 6, classes: 3)
            return try (0..<300).map { _ in
                try trainer.step(input, rate: optimiser.stateCountPerParameter == 0 ? 0.2 : 0.01) {
                    try loss.evaluate(logits: $0, labels: labels, gradient: $1)
                }
            }
        }
        let first = try losses()
        #expect(first[299] < 0.8 * first[0], "\(first[0]) to \(first[299])")
        #expect(try losses() == first)
    }
}
