import Kernels
import Models
import Statistics
import TestSupport
import Testing

@testable import Learning

/// Training in all numbers, with and without recomputation: what stays, what is learnt and what is refused.
@Suite struct CombinationTests {
    /// What is not updated keeps its bits in all numbers, and a scope that updates more than it says is seen.
    @Test(arguments: Combination.all)
    func frozenParametersStay(_ combination: Combination) throws {
        var generator = SeededGenerator(for: "frozen parameters, \(combination.testDescription)")
        let network = try ReferenceNetworkTests.residual(filters: 5)
        let example = try TrainedExample(network, batch: 3, using: &generator)
        for (name, scope) in try TrainerTests.scopes(network) {
            func changed(_ trained: UpdateScope) throws -> Int {
                guard let plan = try? example.plan(combination, trained, stateCount: 1) else { return 0 }
                let trainer = try Trainer(plan, model: example.model, optimiser: Momentum())
                let before = network.steps.indices.map(trainer.parameters)
                for _ in 0..<5 { try example.step(trainer, rate: 0.1) }
                return network.steps.indices.reduce(0) { sum, index in
                    let (own, after) = (before[index], trainer.parameters(ofStep: index))
                    let masks = TrainerTests.masks(scope.parts[index], network.steps[index].shape)
                    let weights = own.weights.indices.count {
                        !masks.weights($0) && own.weights[$0].bitPattern != after.weights[$0].bitPattern
                    }
                    let biases = own.bias.indices.count {
                        !masks.biases($0) && own.bias[$0].bitPattern != after.bias[$0].bitPattern
                    }
                    return sum + weights + biases
                }
            }
            #expect(try changed(scope) == 0, "\(name)")
            // Unscaled gradients move no integer in five steps.
            let isSeen = name != "full" && combination.kind != .int8Unscaled
            if isSeen { #expect(try changed(.full(network)) > 0, "\(name)") }
        }
    }

    @Test(arguments: Combination.all)
    func eachLearnsAndRepeatsItself(_ combination: Combination) throws {
        func losses() throws -> [Double] {
            var generator = SeededGenerator(seed: 7)
            let drawn = try TrainedExample(.chain([20, 24, 16, 4]), batch: 8, using: &generator)
            let example = drawn.with(ranges: drawn.ranges.map { 3 * $0.lowerBound - 0.1...3 * $0.upperBound + 0.1 })
            let trainer = try Trainer(example.plan(combination), model: example.model, optimiser: SGD())
            return try (0..<200).map { _ in try example.step(trainer, rate: 0.1) }
        }
        let first = try losses()
        // Without their scales integers hardly move, and biases learn alone.
        let share = combination.kind == .int8Unscaled ? 0.95 : 0.5
        #expect(first[199] < share * first[0], "\(first[0]) to \(first[199])")
        #expect(try losses() == first)
    }

    @Test func numbersThatDoNotFitAreRefused() throws {
        let network = try Network.chain([6, 5, 4])
        func fault(_ change: (inout IntegerNumbers) -> Void) throws -> TrainingError? {
            var integers = IntegerNumbers(ranges: .init(repeating: -1...1, count: 3))
            change(&integers)
            return #expect(throws: TrainingError.self) {
                try TrainingPlan(
                    network, batch: 1, scope: .full(network), stateCount: 0, numbers: .int8(integers))
            }
        }
        #expect(
            try fault { $0.tensors.removeLast() }
                == .numbers(reason: "2 ranges for 3 tensors; give each its own, the input's first"))
        #expect(try fault { $0.weightLimit = 128 } == .numbers(reason: "a weight limit of 128; give 1 to 127"))
        #expect(try fault { $0.headroom = 0.5 } == .numbers(reason: "a headroom of 0.5; give 1 or more"))
        #expect(
            try fault { $0.tensors[1].type = .u8 } == .numbers(reason: "tensors of several types; give all the same"))
        #expect(throws: TrainingError.self) {
            try TrainingPlan(
                network, batch: 1, scope: .full(network), stateCount: 0, rules: [0: .init(.topOfRow(2))], numbers: .bf16
            )
        }
        let plans = try [TrainingNumbers.fp32, .bf16].map {
            try TrainingPlan(network, batch: 1, scope: .full(network), stateCount: 0, numbers: $0)
        }
        var generator = SeededGenerator(seed: 1)
        let model = try Model.random(network, using: &generator)
        #expect(throws: TrainingError.otherPlan(index: 1, reason: "its numbers are others")) {
            try Trainer(inTurn: plans, model: model, optimiser: SGD())
        }
        let trainer = try Trainer(plans[1], model: model, optimiser: SGD())
        #expect(throws: TrainingError.notIntegers) { try trainer.quantizedModel() }
    }
}
