import Kernels
import Statistics
import TestSupport
import Testing

@Suite("The oracle of gradients")
struct GradientOracleTests {
    private let shape = LayerShape.convolution(
        .init(
            inputHeight: 6, inputWidth: 5, inputChannels: 3, outputChannels: 4, kernelHeight: 3, kernelWidth: 2,
            strideHeight: 2, padding: .same))

    @Test(
        "It agrees with the definition, and sees a wrong value, one that was not written, and one that should not be there"
    )
    func sees() {
        var generator = SeededGenerator(for: "gradient oracle")
        func random(_ count: Int) -> [Float] { (0..<count).map { _ in Float(2 * generator.uniform() - 1) } }
        let kept = (0..<shape.weightCount).map { _ in generator.uniform() < 0.5 }
        let weights = zip(random(shape.weightCount), kept).map { $1 ? $0 : 0 }
        let bias = random(4), input = random(2 * shape.inputCount), gradient = random(2 * shape.outputCount)
        let reference = SparseReference(shape: shape, batch: 2, weights: weights.map(Double.init))
        let oracle = GradientOracle(
            shape, batch: 2, weights: weights, bias: bias, kept: kept, input: input, outputGradient: gradient,
            samples: 10_000, seed: 1)
        var sampled = reference.weightGradient(input, gradient).values
        for index in sampled.indices where !kept[index] { sampled[index] = 0 }
        for (sample, exact) in [
            (oracle.output, reference.output(input, bias: bias).values),
            (oracle.inputGradient, reference.inputGradient(gradient).values), (oracle.weightGradient, sampled),
        ] {
            let right = exact.map(Float.init)
            #expect(sample.check(right, named: "it").passed)
            for index in [0, right.count / 2, right.count - 1] where sample.indices.contains(index) {
                for wrong in [right[index] + 0.01, .nan] {
                    var tensor = right
                    tensor[index] = wrong
                    let result = sample.check(tensor, named: "it")
                    #expect(!result.passed && result.detail.hasPrefix("it \(index): expected"), "\(result.detail)")
                }
            }
        }
    }

    @Test("Of few kept weights all are looked at")
    func sample() {
        let kept = (0..<shape.weightCount).map { $0 % 24 == 5 }
        let oracle = GradientOracle(
            shape, batch: 1, weights: kept.map { $0 ? 1 : 0 }, bias: [0, 0, 0, 0], kept: kept,
            input: .init(repeating: 1, count: shape.inputCount),
            outputGradient: .init(repeating: 1, count: shape.outputCount), samples: 20, seed: 1)
        let looked = Set(oracle.weightGradient.indices)
        #expect(kept.indices.allSatisfy { !kept[$0] || looked.contains($0) })
        #expect(looked.count == 3 + 2, "and some that are left out")
    }
}
