import CAllocations
import Kernels
import Models
import Statistics
import TestSupport
import Testing

@testable import Learning

/// Networks with few weights, held against FP64 with the same weights masked.
@Suite struct SparseTrainerTests {
    private struct Trial {
        let sizes: [Int], batch: Int
        let patterns: [SparsityPattern]
        let weights: [[Float]]
        let input: [Float], labels: [Int32]

        init(using generator: inout SeededGenerator) throws {
            func size(_ limit: Int) -> Int { 1 + generator.integer(below: limit) }
            sizes = [size(40), 4 * size(12), 4 * size(12), 2 + size(8)]
            batch = size(40)
            patterns = try zip(sizes, sizes.dropFirst()).map {
                try SparsityPattern(
                    random: .gemm(.init(m: 1, n: $1, k: $0)), form: .unstructured, sparsity: 0.7, using: &generator)
            }
            weights = patterns.map { pattern in
                generator.numbers(pattern.shape.weightCount).map {
                    Float($0) / Float(pattern.shape.gemm.k).squareRoot()
                }
            }
            input = generator.numbers(batch * sizes[0]).map { Float($0) }
            labels = (0..<batch).map { [sizes] _ in Int32(generator.integer(below: sizes[3])) }
        }

        func network() throws -> ReferenceNetwork {
            let network = try Network(
                patterns.enumerated().map { index, pattern in
                    .init(
                        name: "fc\(index)", shape: .layer(pattern.shape), inputs: [index],
                        clamp: (index == patterns.count - 1 ? -Float.infinity : 0)...Float.infinity)
                })
            return ReferenceNetwork(
                network,
                zip(patterns, weights).map { pattern, weights in
                    ReferenceParameters(
                        weights: weights.map(Double.init), bias: .init(repeating: 0, count: pattern.shape.gemm.n),
                        mask: pattern.isKept)
                })
        }
    }

    @Test func changesAreTheGradientsOfWhatIsKept() throws {
        var generator = SeededGenerator(for: "sparse training")
        for _ in 0..<20 {
            let trial = try Trial(using: &generator)
            let trainer = try SparseTrainer(
                trial.patterns, weights: trial.weights, batch: trial.batch, optimiser: SGD())
            let loss = SoftmaxCrossEntropy(batch: trial.batch, classes: trial.sizes[3])
            let value = try trainer.step(trial.input, rate: 1) {
                try loss.evaluate(logits: $0, labels: trial.labels, gradient: $1)
            }
            let expected = try trial.network().gradients(trial.input.map(Double.init), batch: trial.batch) {
                .softmaxCrossEntropy($0, labels: trial.labels.map(Int.init))
            }
            #expect((value - expected.loss).magnitude < 1e-5 * (1 + expected.loss))
            for (index, pattern) in trial.patterns.enumerated() {
                let after = trainer.parameters(ofLayer: index)
                let gradient = expected.parameters[index]
                let largest = (gradient.weights + gradient.bias).map(\.magnitude).max() ?? 0
                for i in after.weights.indices {
                    guard pattern.isKept[i] else {
                        #expect(after.weights[i] == 0)
                        continue
                    }
                    let change = Double(trial.weights[index][i]) - Double(after.weights[i])
                    #expect((change - gradient.weights[i]).magnitude <= 1e-4 * largest + 1e-6, "layer \(index), \(i)")
                }
                for i in after.bias.indices {
                    #expect((-Double(after.bias[i]) - gradient.bias[i]).magnitude <= 1e-4 * largest + 1e-6)
                }
            }
        }
    }

    @Test(.enabled(if: callocations_counts_allocations(), "the allocator is counted with glibc alone"))
    func stepsAllocateNothing() throws {
        var generator = SeededGenerator(seed: 3)
        let trial = try Trial(using: &generator)
        let trainer = try SparseTrainer(
            trial.patterns, weights: trial.weights, batch: trial.batch, optimiser: Adam())
        let loss = SoftmaxCrossEntropy(batch: trial.batch, classes: trial.sizes[3])
        func step() throws {
            _ = try trainer.step(trial.input, rate: 1e-3) {
                try loss.evaluate(logits: $0, labels: trial.labels, gradient: $1)
            }
        }
        try step()
        let before = callocations_thread_allocations()
        for _ in 0..<1000 { try step() }
        #expect(callocations_thread_allocations() == before)
    }

    @Test func layersThatDoNotFollowEachOtherAreRefused() throws {
        var generator = SeededGenerator(seed: 4)
        let trial = try Trial(using: &generator)
        #expect(throws: TrainingError.self) {
            try SparseTrainer(
                trial.patterns.reversed(), weights: trial.weights.reversed(), batch: 2, optimiser: SGD())
        }
        #expect(throws: TrainingError.self) {
            try SparseTrainer(trial.patterns, weights: [[]], batch: 2, optimiser: SGD())
        }
    }
}
