import CAllocations
import Kernels
import Learning
import Statistics
import Testing

/// What a training step calls asks the allocator for nothing.
@Suite(.enabled(if: callocations_counts_allocations(), "the allocator is counted with glibc alone"))
struct AllocationTests {
    /// Allocations of a hundred calls after a first one.
    private func allocations(_ call: () throws -> Void) rethrows -> Int64 {
        try call()
        let before = callocations_thread_allocations()
        for _ in 0..<100 { try call() }
        return callocations_thread_allocations() - before
    }

    @Test(arguments: LossTests.Kind.allCases)
    func losses(_ kind: LossTests.Kind) throws {
        var generator = SeededGenerator(seed: 1)
        let trial = LossTests.Trial(kind, batch: 8, width: 10, using: &generator)
        let (outputs, gradient) = (GuardedFloats(trial.outputs), GuardedFloats(trial.outputs))
        #expect(try allocations { _ = try trial.value(outputs.start, gradient: gradient.start) } == 0)
    }

    @Test func optimisers() {
        let (parameters, gradients) = (GuardedFloats([1, 2, 3]), GuardedFloats([4, 5, 6]))
        let state = GuardedFloats(.init(repeating: 0, count: 6))
        for optimiser in [SGD(), Momentum(), Adam()] as [any Optimiser] {
            let count = allocations {
                optimiser.step(
                    parameters: parameters.start, gradients: gradients.start, state: state.start, count: 3,
                    learningRate: 0.1, iteration: 1)
            }
            #expect(count == 0, "\(optimiser)")
        }
    }

    @Test func batchNormalization() {
        let batchNorm = BatchNormalization(rows: 5, channels: 4)
        let memory = (0..<3).map { _ in GuardedFloats(.init(repeating: 1, count: 20)) }
        let vectors = (0..<8).map { _ in GuardedFloats([1, 2, 3, 4]) }
        let (x, y, dY) = (memory[0].start, memory[1].start, memory[2].start)
        let affine = BatchNormalization.Affine(gamma: vectors[0].start, beta: vectors[1].start)
        let saved = BatchNormalization.Saved(mean: vectors[2].start, inverse: vectors[3].start)
        let running = BatchNormalization.Running(mean: vectors[4].start, variance: vectors[5].start)
        let (dGamma, dBeta) = (vectors[6].start, vectors[7].start)
        let count = allocations {
            batchNorm.runLive(x, affine, running, saved: saved, output: y)
            batchNorm.parameterGradients(x, outputGradient: dY, saved: saved, gamma: dGamma, beta: dBeta)
            batchNorm.liveInputGradient(
                x, outputGradient: dY, affine, saved: saved, gamma: dGamma, beta: dBeta, inputGradient: dY)
            batchNorm.runFrozen(x, affine, running, saved: saved, output: y)
            batchNorm.frozenInputGradient(outputGradient: dY, affine, saved: saved, inputGradient: dY)
        }
        #expect(count == 0)
    }

    /// The count would see an array.
    @Test func anAllocationIsSeen() {
        var generator = SeededGenerator(seed: 1)
        var sum = 0.0
        #expect(allocations { sum += generator.numbers(10).reduce(0, +) } >= 100, "\(sum)")
    }
}
