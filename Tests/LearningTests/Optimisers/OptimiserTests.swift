import Kernels
import Learning
import Statistics
import TestSupport
import Testing

/// Updates of parameters against NumPy.
@Suite struct OptimiserTests {
    /// Ten steps from the fixture's start, in so many tensors; every `count` parameters with a state of their own.
    private func run(
        _ optimiser: any Optimiser, kernels: ElementwiseKernels = .fastest, tensors: Int = 1,
        iteration: (Int) -> Int = { $0 }
    ) throws -> [Float] {
        let fixture = try Fixture.shared.get().optimisers
        let count = fixture.start.count / tensors
        var result: [Float] = []
        for tensor in 0..<tensors {
            let range = tensor * count..<(tensor + 1) * count
            let parameters = GuardedFloats(fixture.start[range].map { Float($0) })
            let state = GuardedFloats(.init(repeating: 0, count: optimiser.stateCountPerParameter * count))
            for (index, gradients) in fixture.gradients.enumerated() {
                optimiser.step(
                    parameters: parameters.start, gradients: gradients[range].map { Float($0) }, state: state.start,
                    count: count, learningRate: fixture.rate, iteration: iteration(index + 1), kernels: kernels)
            }
            #expect(parameters.isIntact && state.isIntact)
            result += parameters.elements
        }
        return result
    }

    private static let optimisers: [any Optimiser] = [
        SGD(weightDecay: 0.125), Momentum(momentum: 0.75, weightDecay: 0.125), Adam(),
    ]

    @Test func equalNumPy() throws {
        let fixture = try Fixture.shared.get().optimisers
        let expected = [fixture.sgd, fixture.momentum, fixture.adam]
        for (optimiser, wanted) in zip(Self.optimisers, expected) {
            for kernels in ElementwiseKernels.all where kernels.unavailable == nil {
                let fault = difference(try run(optimiser, kernels: kernels).doubles, wanted, relative: 2e-6)
                #expect(fault == nil, "\(optimiser) on \(kernels.instructionSet): \(fault ?? "")")
            }
        }
    }

    @Test func seededBugsAreCaught() throws {
        let fixture = try Fixture.shared.get().optimisers
        func isWrong(_ optimiser: any Optimiser, _ wanted: [Double], _ iteration: (Int) -> Int = { $0 }) throws -> Bool
        {
            difference(try run(optimiser, iteration: iteration).doubles, wanted, relative: 2e-6) != nil
        }
        #expect(try isWrong(SGD(), fixture.sgd), "no weight decay")
        #expect(try isWrong(Momentum(momentum: 0.75), fixture.momentum), "no weight decay")
        #expect(try isWrong(Momentum(momentum: 0.74, weightDecay: 0.125), fixture.momentum))
        #expect(try isWrong(Adam(), fixture.adam) { $0 + 1 }, "steps counted from 2")
        #expect(try isWrong(Adam(), fixture.adam) { _ in 1_000_000 }, "the bias is not corrected")
        #expect(try isWrong(Adam(decays: (0.9, 0.99)), fixture.adam))
    }

    @Test func statesAreAsLargeAsTheySay() {
        #expect(Self.optimisers.map(\.stateCountPerParameter) == [0, 1, 2])
    }

    /// A tensor's update depends on itself alone, and is the same each time.
    @Test func isDeterministicInAnyDivision() throws {
        for optimiser in Self.optimisers {
            let whole = try run(optimiser).map(\.bitPattern)
            #expect(try run(optimiser).map(\.bitPattern) == whole, "\(optimiser) once more")
            #expect(try run(optimiser, tensors: 7).map(\.bitPattern) == whole, "\(optimiser) one by one")
            for kernels in ElementwiseKernels.all where kernels.unavailable == nil {
                #expect(try run(optimiser, kernels: kernels).map(\.bitPattern) == whole, "\(kernels.instructionSet)")
            }
        }
    }

    /// Nothing to update: neither parameters nor state are touched.
    @Test func noParameters() {
        for optimiser in Self.optimisers {
            let (parameters, state) = (GuardedFloats([]), GuardedFloats([]))
            optimiser.step(
                parameters: parameters.start, gradients: [], state: state.start, count: 0, learningRate: 1, iteration: 1
            )
            #expect(parameters.isIntact && state.isIntact)
        }
    }

    /// Each ends in the minimum of a bowl that is steeper one way than the other.
    @Test func descend() {
        let steepness: [Float] = [1, 25]
        for (optimiser, rate) in [(SGD() as any Optimiser, 0.03), (Momentum(), 0.01), (Adam(), 0.1)] {
            let schedule = LearningRateSchedule.cosine(initial: rate, final: 0, steps: 2000)
            let parameters = GuardedFloats([3, -2])
            let state = GuardedFloats([0, 0, 0, 0])
            for iteration in 1...2000 {
                optimiser.step(
                    parameters: parameters.start, gradients: zip(steepness, parameters.elements).map { $0 * $1 },
                    state: state.start, count: 2, learningRate: schedule.rate(iteration: iteration),
                    iteration: iteration)
            }
            #expect(parameters.elements.allSatisfy { abs($0) < 1e-3 }, "\(optimiser): \(parameters.elements)")
        }
    }
}
