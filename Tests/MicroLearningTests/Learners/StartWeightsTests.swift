import MicroLearning
import MicroUpdate
import Testing

@Suite struct StartWeightsTests {
    private let shape = ModelShape(features: 3, contexts: 2)
    private let events: [(features: [Float], context: Int, label: Double)] = [
        ([1, -0.5, 0.25], 0, 1), ([-1, 0.5, 1], 1, 0), ([0.5, 2, -1], 0, 1), ([-0.25, -1, 0.5], 1, 0),
    ]

    private func trained(_ parameters: [Double]) throws -> [Double] {
        let learner = MicroPrecision.fp64.learner(try StartWeights(shape: shape, parameters: parameters), seed: 1)
        for _ in 0..<50 {
            for event in events {
                learner.update(event.features, context: event.context, label: event.label, rate: 0.1)
            }
        }
        return learner.parameters
    }

    @Test func untrainedOnesSayNothing() {
        let start = StartWeights(untrained: shape)
        #expect(start.parameters == [1, 1, 1, 0, 0, 0, 0, 0])
        let learner = MicroPrecision.fp64.learner(start, seed: 1)
        #expect(learner.score([1, 2, 3], context: 1) == 0.5)
    }

    /// From zero, gates and coefficients never move; with open gates they do.
    @Test func zeroIsASaddlePoint() throws {
        let stuck = try trained(.init(repeating: 0, count: 8))
        #expect(stuck.prefix(6).allSatisfy { $0 == 0 })
        #expect(stuck.suffix(2).contains { $0 != 0 })
        let free = try trained(StartWeights(untrained: shape).parameters)
        #expect(free[3..<6].allSatisfy { $0 != 0 })
    }

    /// Both signs changed, a model scores and learns as before.
    @Test func signsAreASymmetry() throws {
        let one = try trained([1, 0.5, 2, 0.25, -0.5, 0.75, 0, 0])
        let other = try trained([-1, 0.5, 2, -0.25, -0.5, 0.75, 0, 0])
        #expect(other[0] == -one[0])
        #expect(other[3] == -one[3])
        #expect(StartWeights.products(one, shape) == StartWeights.products(other, shape))
    }

    /// Descent in small steps keeps w² − v² but for the square of the steps.
    @Test func openGatesStayOpen() throws {
        let end = try trained(StartWeights(untrained: shape).parameters)
        for place in 0..<3 {
            let kept = end[place] * end[place] - end[3 + place] * end[3 + place]
            #expect(abs(kept - 1) < 0.05, "\(kept)")
            #expect(end[place] > 0.95)
        }
    }

    @Test func openingKeepsTheModel() throws {
        let start = try StartWeights(shape: shape, parameters: [2, 0.5, -1, 0.25, 1, 3, 0.5, -0.5])
        #expect(start.opened.parameters == [1, 1, 1, 0.5, 0.5, -3, 0.5, -0.5])
        #expect(StartWeights.products(start.parameters, shape) == StartWeights.products(start.opened.parameters, shape))
    }

    @Test func otherCountsAreRefused() {
        #expect(throws: MicroLearningError.parameterCount(expected: 8, actual: 2)) {
            try StartWeights(shape: shape, parameters: [1, 2])
        }
        #expect {
            try StartWeights(shape: shape, parameters: [1, 1, 1, 0, .nan, 0, 0, 0])
        } throws: {
            "\($0)" == "parameter 4 is no finite number; a model cannot begin with it"
        }
    }

    /// What a precision cannot hold saturates.
    @Test(arguments: MicroPrecision.allCases) func largeParametersAreTaken(precision: MicroPrecision) throws {
        for sign in [1.0, -1] {
            let start = try StartWeights(shape: shape, parameters: .init(repeating: sign * 1e4, count: 8))
            let learner = precision.learner(start, seed: 1)
            #expect(learner.parameters.allSatisfy { $0 * sign > 1 })
            #expect((0...1).contains(learner.score([1, 1, 1], context: 0)))
        }
    }
}
