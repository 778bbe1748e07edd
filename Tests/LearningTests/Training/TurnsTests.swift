import CAllocations
import Kernels
import Models
import Statistics
import TestSupport
import Testing

@testable import Learning

/// Several scopes of one network that take turns.
@Suite struct TurnsTests {
    private let network: Network
    private let model: Model
    private let input: [Float]
    private let labels: [Int32] = [0, 1, 2, 0]

    init() throws {
        var generator = SeededGenerator(for: "scopes in turn")
        network = try ReferenceNetworkTests.residual()
        model = try Model.random(network, using: &generator)
        input = generator.numbers(4 * network.inputCount).floats
    }

    private func plan(_ scope: UpdateScope, stateCount: Int, batch: Int = 4) throws -> TrainingPlan {
        try TrainingPlan(network, batch: batch, scope: scope, stateCount: stateCount)
    }

    private func plans(stateCount: Int) throws -> [TrainingPlan] {
        try UpdateScope.layers(network).map { try plan($0, stateCount: stateCount) }
    }

    private func step(_ trainer: Trainer, rate: Double = 0.05) throws {
        let loss = SoftmaxCrossEntropy(batch: 4, classes: 3)
        _ = try trainer.step(input, rate: rate) { try loss.evaluate(logits: $0, labels: labels, gradient: $1) }
    }

    private func bits(_ trainer: Trainer) -> [[UInt32]] {
        network.steps.indices.map { index in
            let (weights, bias) = trainer.parameters(ofStep: index)
            return (weights + bias).map(\.bitPattern)
        }
    }

    /// Each turn is a step of a trainer of its own that begins where the last turn ended.
    @Test func turnsAreStepsOfTheirOwn() throws {
        let plans = try plans(stateCount: 0)
        let trainer = try Trainer(inTurn: plans, model: model, optimiser: SGD())
        var current = model
        for turn in 0..<3 * plans.count {
            let alone = try Trainer(plans[turn % plans.count], model: current, optimiser: SGD())
            try step(alone)
            trainer.use(planAt: turn % plans.count)
            try step(trainer)
            #expect(bits(trainer) == bits(alone), "turn \(turn)")
            current = try alone.model()
        }
        #expect(trainer.iteration == 3 * plans.count)
        try trainer.reset(to: model)
        #expect(trainer.iteration == 0 && trainer.plan.scope == plans[0].scope)
    }

    /// Whatever the others remember and however often they step, a plan's own steps follow each other: the others' rate is 0.
    @Test(arguments: [Momentum(), Adam()] as [any Optimiser])
    func eachScopeRemembersItsOwn(_ optimiser: any Optimiser) throws {
        let plans = try plans(stateCount: optimiser.stateCountPerParameter)
        for own in plans.indices {
            let alone = try Trainer(plans[own], model: model, optimiser: optimiser)
            let trainer = try Trainer(inTurn: plans, model: model, optimiser: optimiser)
            for _ in 0..<3 {
                try step(alone)
                for turn in plans.indices {
                    trainer.use(planAt: turn)
                    try step(trainer, rate: turn == own ? 0.05 : 0)
                }
            }
            #expect(bits(trainer) == bits(alone), "plan \(own)")
        }
    }

    /// A turn changes its own layer alone.
    @Test func whatHasNoTurnStays() throws {
        let plans = try plans(stateCount: 0)
        let trainer = try Trainer(inTurn: plans, model: model, optimiser: SGD())
        for turn in plans.indices {
            let before = bits(trainer)
            trainer.use(planAt: turn)
            try step(trainer)
            let after = bits(trainer)
            let changed = network.steps.indices.filter { before[$0] != after[$0] }
            #expect(changed == network.steps.indices.filter { plans[turn].scope.parts[$0] != .none })
        }
    }

    @Test func memoryIsThatOfTheLargest() throws {
        let plans = try plans(stateCount: 2)
        let trainer = try Trainer(inTurn: plans, model: model, optimiser: Adam())
        let state = plans.reduce(0) { $0 + $1.memory.optimiserState }
        #expect(trainer.memory.optimiserState == state)
        let largest = try #require(plans.map { $0.memory.total - $0.memory.optimiserState }.max())
        #expect(trainer.memory.total == largest + state)
        let alone = try Trainer(plans[1], model: model, optimiser: Adam())
        #expect(alone.memory == plans[1].memory)
    }

    @Test(.enabled(if: callocations_counts_allocations(), "the allocator is counted with glibc alone"))
    func turnsAllocateNothing() throws {
        let plans = try plans(stateCount: 2)
        let trainer = try Trainer(inTurn: plans, model: model, optimiser: Adam())
        func round() throws {
            for turn in 0..<plans.count {
                trainer.use(planAt: turn)
                try step(trainer)
            }
        }
        try round()
        let before = callocations_thread_allocations()
        for _ in 0..<100 { try round() }
        #expect(callocations_thread_allocations() == before)
    }

    @Test func plansOfOtherStepsAreRefused() throws {
        let head = try plan(.head(network), stateCount: 0)
        let batch = try plan(.head(network), stateCount: 0, batch: 2)
        let refused = TrainingError.otherPlan(index: 1, reason: "its batch has 2 examples, not 4")
        #expect(throws: refused) { try Trainer(inTurn: [head, batch], model: model, optimiser: SGD()) }
        #expect("\(refused)" == "plan 1 cannot take turns with the first: its batch has 2 examples, not 4")
        let other = try Network.chain([36, 4, 3])
        let chain = try TrainingPlan(other, batch: 4, scope: .head(other), stateCount: 0)
        #expect(throws: TrainingError.otherPlan(index: 1, reason: "its network is another")) {
            try Trainer(inTurn: [head, chain], model: model, optimiser: SGD())
        }
        #expect(throws: TrainingError.otherPlan(index: 0, reason: "there is none")) {
            try Trainer(inTurn: [], model: model, optimiser: SGD())
        }
    }
}
