import CAllocations
import Kernels
import Testing

@testable import Learning

@Suite struct TaskRunTests {
    private static func run() throws -> TaskRun {
        TaskRun(
            task: try LearningTask(.ecg, seed: 1, sources: 4, count: 60), hidden: [32, 16], batch: 16, epochs: 12)
    }

    private static let methods: [TrainingMethod] = [
        .dense, .weights(sparsity: 0.8, .uniform, byMagnitude: false), .weights(sparsity: 0.8, .erk, byMagnitude: true),
        .gradients(.init(.topOfRow(4))), .gradients(.init(.random(8), feedsBack: true)),
    ]

    @Test(arguments: methods)
    func learnsMoreThanChanceAndRepeatsItself(_ method: TrainingMethod) throws {
        let run = try Self.run()
        let first = try run.result(of: method, rate: 3e-3, seed: 5, judge: run.task.test)
        #expect(first.accuracy > 0.55 && first.accuracy <= 1, "\(first)")
        #expect(first.loss > 0 && first.loss < 1.1, "three classes by chance have ln 3")
        #expect(try run.result(of: method, rate: 3e-3, seed: 5, judge: run.task.test) == first)
        #expect(try run.result(of: method, rate: 3e-3, seed: 6, judge: run.task.test) != first)
    }

    @Test func partsHaveOtherSources() throws {
        let task = try Self.run().task
        #expect(task.training.count == 240 && task.validation.count == 120 && task.test.count == 240)
        #expect(task.training.inputs.prefix(192) != task.test.inputs.prefix(192))
    }

    @Test(
        .enabled(if: callocations_counts_allocations(), "the allocator is counted with glibc alone"), arguments: methods
    )
    func stepsAllocateNothing(_ method: TrainingMethod) throws {
        let trial = try Self.run().trial(method, rate: 3e-3, seed: 1)
        try trial.step()
        let before = callocations_thread_allocations()
        for _ in 0..<50 { try trial.step() }
        #expect(callocations_thread_allocations() == before)
        #expect(trial.byteCount > 0)
    }
}
