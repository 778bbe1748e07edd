import CAllocations
import Kernels
import Models
import Statistics
import TestSupport
import Testing

@testable import Learning

/// What training takes in other numbers and with less kept: as planned, as the allocator sees it, and less than in FP32. One after
/// the other, as all tests share the allocator; each measurement in a process of its own, as other suites run beside.
@Suite(.serialized, .enabled(if: callocations_counts_allocations(), "the allocator is counted with glibc alone"))
struct TrainedMemoryTests {
    static let networks = ["mlp", "kws", "ic"]

    static func network(_ name: String) throws -> Network {
        switch name {
        case "kws": try MLPerfNetworks.kws()
        case "ic": try MLPerfNetworks.ic()
        default: try .chain([384, 64, 32, 6])
        }
    }

    /// Bytes planned, and at most held by a trainer, its batch and a step, in all combinations.
    private static func apart(_ name: String, batch: Int) throws -> [String] {
        var generator = SeededGenerator(seed: 1)
        let network = try network(name)
        let example = try TrainedExample(network, batch: batch, using: &generator)
        var faults: [String] = []
        for combination in Combination.all {
            let plans = [
                try example.plan(combination, stateCount: 1),
                try example.plan(.init(kind: combination.kind), .head(network), stateCount: 1),
            ]
            for plans in [[plans[0]], plans] {
                let (held, trainer) = try held(plans, example)
                let planned = trainer.memory.total
                if Double((held - planned).magnitude) > max(0.02 * Double(planned), 64) {
                    faults.append("\(combination.testDescription): \(held) B held, \(planned) B planned")
                }
            }
        }
        return faults
    }

    private static func held(_ plans: [TrainingPlan], _ example: TrainedExample) throws -> (Int, Trainer) {
        callocations_reset_peak()
        let before = callocations_process_heap().live_bytes
        let input = [Float](example.input.map { $0 })
        let trainer = try Trainer(inTurn: plans, model: example.model, optimiser: Momentum())
        let loss = SoftmaxCrossEntropy(batch: example.batch, classes: example.network.outputCount)
        // What taking the model needs is given back before the first step.
        callocations_reset_peak()
        for index in plans.indices {
            trainer.use(planAt: index)
            _ = try trainer.step(input, rate: 0.01) {
                try loss.evaluate(logits: $0, labels: example.labels, gradient: $1)
            }
        }
        return (Int(callocations_process_heap().peak_bytes - before), trainer)
    }

    @Test(arguments: networks)
    func plansAreKept(_ name: String) async {
        await #expect(processExitsWith: .success) { [name] in
            for batch in [1, 8] {
                let faults = try Self.apart(name, batch: batch)
                #expect(faults.isEmpty, "\(name), batch \(batch): \(faults)")
            }
        }
    }

    /// Narrower numbers take less, and so does keeping less where activations are the most.
    @Test(arguments: networks, [1, 8])
    func lessIsPlanned(_ name: String, batch: Int) throws {
        var generator = SeededGenerator(seed: 1)
        let example = try TrainedExample(Self.network(name), batch: batch, using: &generator)
        func total(_ kind: Combination.Kind, _ segments: Int = 0) throws -> Int {
            try example.plan(.init(kind: kind, segments: segments), stateCount: 1).memory.total
        }
        let (fp32, bf16, int8) = try (total(.fp32), total(.bf16), total(.int8))
        #expect(bf16 < fp32 && int8 < bf16, "\(fp32), \(bf16), \(int8)")
        for (kind, expected) in [(Combination.Kind.fp16, bf16), (.int8Stochastic, int8), (.int8Unscaled, int8)] {
            #expect(try total(kind) == expected)
        }
        for kind in [Combination.Kind.fp32, .bf16, .int8] {
            // Elsewhere weights and their gradients are the most.
            let (kept, again) = try (total(kind), total(kind, 1))
            #expect(name == "kws" ? again < kept : again <= kept, "\(kind): \(again) of \(kept)")
        }
    }

    @Test(arguments: Combination.all)
    func stepsAllocateNothing(_ combination: Combination) throws {
        var generator = SeededGenerator(seed: 3)
        // So wide that layers are computed some channels at a time.
        for network in [try ReferenceNetworkTests.residual(), try .chain([300, 290, 20, 4])] {
            let example = try TrainedExample(network, batch: 4, using: &generator)
            let trainer = try Trainer(
                example.plan(combination, stateCount: 2), model: example.model, optimiser: Adam())
            let loss = SoftmaxCrossEntropy(batch: 4, classes: network.outputCount)
            let flat = UnsafeMutablePointer<Float>.allocate(capacity: trainer.plan.gradientCount)
            defer { flat.deallocate() }
            func step() throws {
                _ = try trainer.step(example.input, rate: 1e-3) {
                    try loss.evaluate(logits: $0, labels: example.labels, gradient: $1)
                }
                _ = try trainer.gradients(example.input, into: flat) {
                    try loss.evaluate(logits: $0, labels: example.labels, gradient: $1)
                }
                trainer.apply(flat, rate: 1e-3)
            }
            try step()
            let before = callocations_thread_allocations()
            for _ in 0..<200 { try step() }
            #expect(callocations_thread_allocations() == before)
        }
    }
}
