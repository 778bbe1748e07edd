import CAllocations
import Kernels
import Learning
import Models
import Statistics
import TestSupport
import Testing

@testable import DataParallel

/// A step in two halves against one in a piece.
@Suite struct TrainerHalvesTests {
    private static let models: [ParallelModel] = [.perceptron(hidden: [24, 13]), .convolutional(filters: [5, 7])]

    private struct Pair {
        let whole, halves: Trainer
        let plan: TrainingPlan
        var input: [Float]
        var labels: [Int32]

        init(
            _ network: Network, _ optimiser: any Optimiser, scope: UpdateScope? = nil, rules: [Int: GradientRule] = [:],
            using generator: inout SeededGenerator
        ) throws {
            let model = try Model.random(network, using: &generator)
            // Rules choose with a generator of their own: each trainer has a plan of its own.
            func plan() throws -> TrainingPlan {
                try TrainingPlan(
                    network, batch: 6, scope: scope ?? .full(network), stateCount: optimiser.stateCountPerParameter,
                    rules: rules)
            }
            self.plan = try plan()
            whole = try Trainer(self.plan, model: model, optimiser: optimiser)
            halves = try Trainer(plan(), model: model, optimiser: optimiser)
            input = .init(repeating: 0, count: 6 * network.inputCount + TrainingBackends.slack / 4)
            labels = .init(repeating: 0, count: 6)
        }

        mutating func draw(using generator: inout SeededGenerator) {
            for index in 0..<6 * plan.network.inputCount { input[index] = Float(generator.gaussian()) }
            for index in 0..<6 { labels[index] = Int32(generator.integer(below: plan.network.outputCount)) }
        }

        /// - Returns: the losses.
        func step(_ flat: UnsafeMutablePointer<Float>) throws -> (Double, Double) {
            let loss = SoftmaxCrossEntropy(batch: 6, classes: plan.network.outputCount)
            let first = try whole.step(input, rate: 0.05) {
                try loss.evaluate(logits: $0, labels: labels, gradient: $1)
            }
            let second = try halves.gradients(input, into: flat) {
                try loss.evaluate(logits: $0, labels: labels, gradient: $1)
            }
            halves.apply(flat, rate: 0.05)
            return (first, second)
        }

        func bits(_ trainer: Trainer) -> [[UInt32]] {
            plan.network.steps.indices.map { index in
                let (weights, bias) = trainer.parameters(ofStep: index)
                return (weights + bias).map(\.bitPattern)
            }
        }
    }

    @Test(arguments: models, [SGD(weightDecay: 0.01), Momentum(), Adam()] as [any Optimiser])
    func comeToTheSame(_ model: ParallelModel, _ optimiser: any Optimiser) throws {
        var generator = SeededGenerator(for: "halves")
        let network = try model.network(for: .init(height: 18, width: 1, channels: 2), classes: 3)
        try compare(Pair(network, optimiser, using: &generator), using: &generator)
    }

    /// What is not updated has no place in the flat gradient.
    @Test func comeToTheSameInPart() throws {
        var generator = SeededGenerator(for: "halves of parts")
        let network = try Self.models[1].network(for: .init(height: 18, width: 1, channels: 2), classes: 3)
        let scopes = [
            .last(1, network), .biases(network), try UpdateScope([.biases, .inputChannels(2), .all], of: network),
        ]
        for scope in scopes {
            let pair = try Pair(network, Adam(), scope: scope, using: &generator)
            #expect(pair.plan.gradientCount < network.parameterCount)
            try compare(pair, using: &generator)
        }
    }

    /// Weights whose gradients are chosen lie output by output.
    @Test func comeToTheSameWithRules() throws {
        var generator = SeededGenerator(for: "halves with rules")
        let network = try Self.models[0].network(for: .init(height: 18, width: 1, channels: 1), classes: 3)
        let pair = try Pair(
            network, Momentum(), rules: [0: .init(.topOfRow(5)), 1: .init(.random(4))], using: &generator)
        #expect(pair.plan.gradientLayout.prefix(2) == [.init(rows: 24, columns: 18), .init(rows: 0, columns: 24)])
        try compare(pair, using: &generator)
    }

    private func compare(_ pair: consuming Pair, using generator: inout SeededGenerator) throws {
        let layout = pair.plan.gradientLayout
        #expect(layout.reduce(0) { $0 + $1.count } == pair.plan.gradientCount)
        let flat = UnsafeMutablePointer<Float>.allocate(capacity: pair.plan.gradientCount)
        defer { flat.deallocate() }
        for step in 1...5 {
            pair.draw(using: &generator)
            flat.initialize(repeating: .nan, count: pair.plan.gradientCount)
            let (whole, halves) = try pair.step(flat)
            #expect(whole == halves)
            #expect((0..<pair.plan.gradientCount).allSatisfy { flat[$0].isFinite }, "all of it is written")
            #expect(pair.bits(pair.whole) == pair.bits(pair.halves), "step \(step)")
            #expect(pair.halves.iteration == step)
        }
    }

    /// With a rate of 1 and no state, SGD's change is the gradient: each lies where the layout says.
    @Test func layoutIsThatOfTheParameters() throws {
        var generator = SeededGenerator(for: "layout")
        let network = try Self.models[1].network(for: .init(height: 18, width: 1, channels: 2), classes: 3)
        var pair = try Pair(network, SGD(), using: &generator)
        pair.draw(using: &generator)
        let layout = pair.plan.gradientLayout
        #expect(
            layout == [
                .init(rows: 10, columns: 5), .init(rows: 0, columns: 5), .init(rows: 25, columns: 7),
                .init(rows: 0, columns: 7), .init(rows: 35, columns: 3), .init(rows: 0, columns: 3),
            ])
        #expect(pair.plan.gradientCount == network.parameterCount)
        var flat = (0..<pair.plan.gradientCount).map { Float($0) }
        let before = network.steps.indices.flatMap { index in
            let own = pair.halves.parameters(ofStep: index)
            return own.weights + own.bias
        }
        pair.halves.apply(&flat, rate: 1)
        let after = network.steps.indices.flatMap { index in
            let own = pair.halves.parameters(ofStep: index)
            return own.weights + own.bias
        }
        for index in flat.indices { #expect(after[index] == before[index] - flat[index]) }
    }

    @Test func aLossThatThrowsChangesNothing() throws {
        struct Refusal: Error {}
        var generator = SeededGenerator(for: "a loss that throws")
        let network = try Self.models[0].network(for: .init(height: 18, width: 1, channels: 1), classes: 3)
        var pair = try Pair(network, SGD(), using: &generator)
        pair.draw(using: &generator)
        var flat = [Float](repeating: 7, count: pair.plan.gradientCount)
        #expect(throws: Refusal.self) { try pair.halves.gradients(pair.input, into: &flat) { _, _ in throw Refusal() } }
        #expect(flat.allSatisfy { $0 == 7 } && pair.halves.iteration == 0)
    }

    @Test(.enabled(if: callocations_counts_allocations(), "the allocator is counted with glibc alone"))
    func allocateNothing() throws {
        var generator = SeededGenerator(for: "halves' allocations")
        let network = try Self.models[1].network(for: .init(height: 18, width: 1, channels: 2), classes: 3)
        var pair = try Pair(network, Adam(), using: &generator)
        pair.draw(using: &generator)
        let flat = UnsafeMutablePointer<Float>.allocate(capacity: pair.plan.gradientCount)
        defer { flat.deallocate() }
        _ = try pair.step(flat)
        let before = callocations_thread_allocations()
        for _ in 0..<20 { _ = try pair.step(flat) }
        #expect(callocations_thread_allocations() == before)
    }
}
