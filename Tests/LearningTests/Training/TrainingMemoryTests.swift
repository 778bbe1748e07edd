import CAllocations
import Kernels
import Models
import Statistics
import TestSupport
import Testing

@testable import Learning

/// What training takes, as planned and as the allocator sees it. One after the other, as all tests share the allocator.
@Suite(.serialized, .enabled(if: callocations_counts_allocations(), "the allocator is counted with glibc alone"))
struct TrainingMemoryTests {
    @Test(arguments: [0, 1, 2, 3, 4])
    func stepsAllocateNothing(scope: Int) throws {
        let network = try ReferenceNetworkTests.residual()
        let (_, scope) = try TrainerTests.scopes(network)[scope]
        var generator = SeededGenerator(seed: 3)
        let plan = try TrainingPlan(network, batch: 4, scope: scope, stateCount: 2)
        let trainer = try Trainer(plan, model: .random(network, using: &generator), optimiser: Adam())
        let input = generator.numbers(4 * network.inputCount).map { Float($0) }
        let loss = SoftmaxCrossEntropy(batch: 4, classes: 3)
        let labels: [Int32] = [0, 1, 2, 0]
        func step() throws {
            _ = try trainer.step(input, rate: 1e-3) { try loss.evaluate(logits: $0, labels: labels, gradient: $1) }
        }
        try step()
        let before = callocations_thread_allocations()
        for _ in 0..<10_000 { try step() }
        #expect(callocations_thread_allocations() == before)
    }

    /// Blocks add up: what the categories take at the peak and the gaps are the stretch of memory.
    @Test func categoriesAddUp() throws {
        var generator = SeededGenerator(for: "training memory")
        for _ in 0..<20 {
            let network = try ReferenceNetworkTests.residual()
            let scopes = try TrainerTests.scopes(network)
            let scope = scopes[generator.integer(below: scopes.count)].scope
            let plan = try TrainingPlan(
                network, batch: 1 + generator.integer(below: 9), scope: scope,
                stateCount: generator.integer(below: 3))
            #expect(plan.memory.total - plan.memory.input == plan.persistentByteCount + plan.arena.byteCount)
            #expect(plan.memory.fragmentation >= 0)
        }
    }

    @Test func scopesOfLessTakeLess() throws {
        let network = try ReferenceNetworkTests.residual()
        func total(_ scope: UpdateScope) throws -> Int {
            try TrainingPlan(network, batch: 8, scope: scope, stateCount: 2).memory.total
        }
        let (full, last, head) = try (total(.full(network)), total(.last(2, network)), total(.head(network)))
        #expect(head <= last && last < full)
        #expect(try total(.biases(network)) < full)
    }
}
