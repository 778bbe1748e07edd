import Kernels
import Models
import RealModule
import Statistics
import TestSupport
import Testing

@testable import Learning

/// Steps after the first, where what the optimiser remembers counts, of networks of which parts are updated: against FP64.
@Suite struct LaterStepsTests {
    /// An optimiser, and its law in FP64.
    struct Law: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var optimiser: any Optimiser
        /// The new parameter by the old one, its gradient, what is remembered of it and the number of the step.
        var updated: @Sendable (_ w: Double, _ g: Double, _ memory: inout (Double, Double), _ t: Int) -> Double
    }

    private static let rate = 0.05

    /// Polyak, 1964, and Kingma, Ba, 2015, algorithm 1. Adam's ε is large, as it divides the noise of FP32 where gradients are small.
    static let momentum = Law(testDescription: "momentum", optimiser: Momentum(momentum: 0.9, weightDecay: 0.01)) {
        w, g, memory, _ in
        memory.0 = 0.9 * memory.0 + g + 0.01 * w
        return w - rate * memory.0
    }
    static let adam = Law(testDescription: "Adam", optimiser: Adam(decays: (0.8, 0.9), epsilon: 1e-2)) {
        w, g, memory, t in
        memory.0 = 0.8 * memory.0 + 0.2 * g
        memory.1 = 0.9 * memory.1 + 0.1 * g * g
        let (m, v) = (memory.0 / (1 - .pow(0.8, t)), memory.1 / (1 - .pow(0.9, t)))
        return w - rate * m / (v.squareRoot() + 1e-2)
    }

    /// Parameters in FP64 with what is remembered of each.
    private struct Reference {
        private(set) var network: ReferenceNetwork
        private let isUpdated: [(weights: (Int) -> Bool, biases: (Int) -> Bool)]
        private var memory: [(weights: [(Double, Double)], biases: [(Double, Double)])]

        init(_ model: Model, _ scope: UpdateScope) throws {
            network = try ReferenceNetwork(model)
            isUpdated = zip(scope.parts, model.network.steps).map { TrainerTests.masks($0, $1.shape) }
            memory = network.parameters.map { parameters in
                (parameters.weights.map { _ in (0, 0) }, parameters.bias.map { _ in (0, 0) })
            }
        }

        /// Whether FP32 takes the same side of all kinks: sums keep a distance, or are 0 as what they add is.
        func isSmooth(_ input: [Double], batch: Int) -> Bool {
            zip(network.network.steps, network.preactivations(input, batch: batch).steps).allSatisfy { step, sums in
                [step.clamp.lowerBound, step.clamp.upperBound].allSatisfy { bound in
                    sums.allSatisfy { $0 == 0 || ($0 - Double(bound)).magnitude > 1e-4 }
                }
            }
        }

        mutating func update(_ gradients: [ReferenceParameters], _ iteration: Int, _ law: Law) {
            for (index, gradient) in gradients.enumerated() {
                for i in gradient.weights.indices where isUpdated[index].weights(i) {
                    network.parameters[index].weights[i] = law.updated(
                        network.parameters[index].weights[i], gradient.weights[i], &memory[index].weights[i], iteration)
                }
                for i in gradient.bias.indices where isUpdated[index].biases(i) {
                    network.parameters[index].bias[i] = law.updated(
                        network.parameters[index].bias[i], gradient.bias[i], &memory[index].biases[i], iteration)
                }
            }
        }

        /// The first parameter that is another: beyond the noise of FP32 where it is updated, in any bit where it is not.
        func fault(in trainer: Trainer, from model: ReferenceNetwork) -> String? {
            for (index, step) in network.network.steps.enumerated() {
                let found = trainer.parameters(ofStep: index)
                for (name, found, expected, first, isUpdated) in [
                    (
                        "weight", found.weights, network.parameters[index].weights, model.parameters[index].weights,
                        isUpdated[index].weights
                    ),
                    (
                        "bias", found.bias, network.parameters[index].bias, model.parameters[index].bias,
                        isUpdated[index].biases
                    ),
                ] {
                    let change = zip(expected, first).map { ($0 - $1).magnitude }.max() ?? 0
                    for i in found.indices {
                        let isRight =
                            isUpdated(i)
                            ? (Double(found[i]) - expected[i]).magnitude <= 1e-4 * change + 1e-6
                            : found[i].bitPattern == Float(first[i]).bitPattern
                        if !isRight { return "\(step.name), \(name) \(i): \(found[i]) instead of \(expected[i])" }
                    }
                }
            }
            return nil
        }
    }

    /// The first of five steps after which parameters are wrong, and which. Networks and inputs are drawn until no step comes near
    /// a kink.
    private func fault(
        _ law: Law, _ optimiser: any Optimiser, scope number: Int, using generator: inout SeededGenerator
    ) throws -> (step: Int, what: String)? {
        let network = try ReferenceNetworkTests.residual()
        let scope = try TrainerTests.scopes(network)[number].scope
        let batch = 3
        let plan = try TrainingPlan(
            network, batch: batch, scope: scope, stateCount: optimiser.stateCountPerParameter)
        let loss = SoftmaxCrossEntropy(batch: batch, classes: network.outputCount)
        draws: while true {
            let model = try Model.random(network, using: &generator)
            let input = generator.numbers(batch * network.inputCount).floats
            let labels = (0..<batch).map { _ in generator.integer(below: network.outputCount) }
            let trainer = try Trainer(plan, model: model, optimiser: optimiser)
            let first = try ReferenceNetwork(model)
            var reference = try Reference(model, scope)
            for iteration in 1...5 {
                guard reference.isSmooth(input.doubles, batch: batch) else { continue draws }
                let gradients = reference.network.gradients(input.doubles, batch: batch) {
                    .softmaxCrossEntropy($0, labels: labels)
                }
                reference.update(gradients.parameters, iteration, law)
                _ = try trainer.step(input, rate: Self.rate) {
                    try loss.evaluate(logits: $0, labels: labels.map(Int32.init), gradient: $1)
                }
                if let what = reference.fault(in: trainer, from: first) { return (iteration, what) }
            }
            return nil
        }
    }

    @Test(arguments: [momentum, adam], [0, 1, 2, 3, 4])
    func fiveStepsFollowTheLaw(_ law: Law, scope: Int) throws {
        var generator = SeededGenerator(for: "\(law.testDescription), scope \(scope)")
        for _ in 0..<10 {
            let fault = try fault(law, law.optimiser, scope: scope, using: &generator)
            #expect(fault == nil, "after step \(fault?.step ?? 0): \(fault?.what ?? "")")
        }
    }

    /// An optimiser with a mistake that no first step shows.
    private struct Mistaken: Optimiser {
        var base: any Optimiser
        var forgets = false

        var stateCountPerParameter: Int { base.stateCountPerParameter }

        func step(
            parameters: UnsafeMutablePointer<Float>, gradients: UnsafePointer<Float>,
            state: UnsafeMutablePointer<Float>, count: Int, learningRate: Double, iteration: Int,
            kernels: ElementwiseKernels
        ) {
            if forgets { state.update(repeating: 0, count: count * stateCountPerParameter) }
            base.step(
                parameters: parameters, gradients: gradients, state: state, count: count, learningRate: learningRate,
                iteration: forgets ? iteration : 1, kernels: kernels)
        }
    }

    @Test func mistakesShowInTheSecondStep() throws {
        var generator = SeededGenerator(seed: 5)
        for scope in 0..<5 {
            let forgetful = Mistaken(base: Self.momentum.optimiser, forgets: true)
            #expect(try fault(Self.momentum, forgetful, scope: scope, using: &generator)?.step == 2)
            let uncounted = Mistaken(base: Self.adam.optimiser)
            #expect(try fault(Self.adam, uncounted, scope: scope, using: &generator)?.step == 2)
        }
    }
}
