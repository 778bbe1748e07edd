import Kernels
import Models
import Statistics
import TestSupport
import Testing

@testable import Learning

/// Activations that are computed again instead of being kept.
@Suite struct RecomputationTests {
    /// Networks with and without additions.
    static func networks() throws -> [(name: String, network: Network)] {
        [
            ("residual", try ReferenceNetworkTests.residual(filters: 5)), ("chain", try .chain([20, 17, 33, 8, 6])),
            ("ResNet-8", try MLPerfNetworks.ic()),
        ]
    }

    /// Losses and parameters are bit by bit those of a trainer that keeps all, in all numbers and whatever is updated.
    @Test(arguments: Combination.Kind.allCases)
    func resultsAreTheSame(_ kind: Combination.Kind) throws {
        var generator = SeededGenerator(for: "recomputation in \(kind)")
        for (name, network) in try Self.networks() {
            let example = try TrainedExample(network, batch: 3, using: &generator)
            var scopes = [UpdateScope.full(network), .last(3, network), .biases(network)]
            if name == "residual" { scopes = try TrainerTests.scopes(network).map(\.scope) }
            for scope in scopes {
                func outcome(_ segments: Int) throws -> [[UInt32]] {
                    let plan = try example.plan(.init(kind: kind, segments: segments), scope, stateCount: 1)
                    let trainer = try Trainer(plan, model: example.model, optimiser: Momentum())
                    let losses = try (0..<3).map { _ in try Float(example.step(trainer, rate: 0.05)).bitPattern }
                    return [losses] + example.bits(trainer)
                }
                let kept = try outcome(0)
                for segments in 1...3 {
                    do {
                        #expect(try outcome(segments) == kept, "\(name), \(segments) segments")
                    } catch TrainingError.segments(_, let most) {
                        #expect(most == segments - 1 && (segments > 1 || scope.updatedSteps < 2))
                        break
                    }
                }
            }
        }
    }

    /// Tensors are really dropped: what the backward pass reads is made in it.
    @Test func whatIsComputedAgainIsNotThereBefore() throws {
        var generator = SeededGenerator(seed: 3)
        let example = try TrainedExample(MLPerfNetworks.kws(), batch: 1, using: &generator)
        let trainer = try Trainer(
            example.plan(.init(segments: 1), placing: MemoryPlacement.apart), model: example.model, optimiser: SGD())
        _ = trainer.forward(example.input)
        let again = trainer.plan.steps.compactMap { step in step.again.map { (step, $0.output) } }
        #expect(!again.isEmpty)
        func isBlank(_ step: TrainingStep, _ output: Int) -> Bool {
            (0..<step.rows * step.columns).allSatisfy { trainer.block(output)[$0] == 0 }
        }
        for (step, output) in again { #expect(isBlank(step, output) && !isBlank(step, step.forward.output)) }
        try example.step(trainer, rate: 0.1)
        for (step, output) in again { #expect(!isBlank(step, output)) }
    }

    @Test func segmentsTakeLessAndTellWhatTheyCost() throws {
        let network = try MLPerfNetworks.kws()
        func plan(_ recomputing: Recomputation) throws -> TrainingPlan {
            try TrainingPlan(network, batch: 8, scope: .full(network), stateCount: 0, recomputing: recomputing)
        }
        let plans = try (0...3).map { try plan(.segments($0)) }
        #expect(plans[0].recomputedMACs == 0 && plans[0].recomputedSegments.isEmpty)
        #expect(try plan(.nothing).memory == plans[0].memory)
        for (count, plan) in plans.enumerated().dropFirst() {
            #expect(plan.recomputedSegments.count == count)
            #expect(plan.recomputedMACs > 0 && plan.recomputedMACs < plan.macs.forward)
            #expect(plan.memory.total < plans[0].memory.total)
            let again = plan.schedule.passes.compactMap { pass -> Int? in
                if case .again(let step) = pass { 8 * network.steps[step].shape.macs } else { nil }
            }
            #expect(plan.recomputedMACs == again.reduce(0, +))
        }
        #expect(throws: TrainingError.segments(-1, most: nil)) { try plan(.segments(-1)) }
        let error = #expect(throws: TrainingError.self) { try plan(.segments(6)) }
        guard case .segments(6, let most?)? = error else { return #expect(error == nil, "another error") }
        #expect(try most < 6 && plan(.segments(most)).recomputedSegments.count == most)
    }

    /// No two segments of all that there are take less than those that are found, but for a little.
    @Test(arguments: ["kws", "residual"])
    func segmentsAreWellChosen(_ name: String) throws {
        let network = try name == "kws" ? MLPerfNetworks.kws() : ReferenceNetworkTests.residual(filters: 20)
        let problem = try TrainingProblem(
            network, batch: 4, scope: .full(network), stateCount: 0, rules: [:], seed: 1, numbers: .fp32,
            backend: TrainingBackends.fastestNative)
        func bytes(_ plan: TrainingPlanner) -> Int { TrainingMemory(plan, slack: 0, placement: nil).total }
        let all = network.steps.indices.flatMap { begin in
            (begin + 1..<network.steps.count).map { begin..<$0 + 1 }
        }
        let found = try (1...2).map { count in
            bytes(try TrainingPlanner.planned(problem, .segments(count)) { plan, _ in bytes(plan) })
        }
        #expect(found[0] == all.map { bytes(TrainingPlanner(problem, recomputing: [$0])) }.min())
        let pairs = all.flatMap { one in all.filter { one.upperBound <= $0.lowerBound }.map { [one, $0] } }
        let least = try #require(pairs.map { bytes(TrainingPlanner(problem, recomputing: $0)) }.min())
        #expect(Double(found[1]) <= 1.02 * Double(least), "\(found[1]) instead of \(least)")
    }

    /// What fits is found with the fewest segments, and what does not is refused with the least.
    @Test(arguments: ["kws", "ic"], [1, 8])
    func limitsAreKept(_ name: String, batch: Int) throws {
        let network = try name == "kws" ? MLPerfNetworks.kws() : MLPerfNetworks.ic()
        func plan(_ recomputing: Recomputation) throws -> TrainingPlan {
            try TrainingPlan(network, batch: batch, scope: .full(network), stateCount: 0, recomputing: recomputing)
        }
        let kept = try plan(.nothing)
        #expect(try plan(.toFit(kept.memory.total)).recomputedMACs == 0)
        let tight = try plan(.toFit(kept.memory.total - 1))
        #expect(tight.memory.total < kept.memory.total && tight.recomputedMACs > 0)
        #expect(tight.recomputedSegments.count == 1)
        let error = #expect(throws: TrainingError.self) { try plan(.toFit(1000)) }
        guard case .doesNotFit(1000, let least)? = error else { return #expect(error == nil, "another error") }
        #expect(least <= tight.memory.total)
        let smallest = try plan(.toFit(least))
        #expect(smallest.memory.total == least)
        #expect(throws: TrainingError.doesNotFit(limit: least - 1, least: least)) { try plan(.toFit(least - 1)) }
        // Fewer segments do not do.
        let fewer = smallest.recomputedSegments.count - 1
        if fewer > 0 {
            let middle = try plan(.toFit(least + (kept.memory.total - least) / 2))
            #expect(middle.recomputedSegments.count <= smallest.recomputedSegments.count)
            #expect(middle.recomputedMACs <= smallest.recomputedMACs)
        }
    }
}

extension UpdateScope {
    /// Steps from the first that is updated on.
    fileprivate var updatedSteps: Int { parts.drop { $0 == .none }.count }
}
