import Learning
import Statistics
import TestSupport
import Testing

/// Losses in FP64 against NumPy and against differences.
@Suite struct ReferenceLossTests {
    @Test func equalNumPy() throws {
        let fixture = try Fixture.shared.get().losses
        let softmax = fixture.softmaxCrossEntropy
        let binary = fixture.binaryCrossEntropy
        let squared = fixture.meanSquaredError
        let trials = [
            (softmax, ReferenceLoss.softmaxCrossEntropy(softmax.input, labels: try #require(softmax.labels))),
            (binary, .binaryCrossEntropy(binary.input, targets: try #require(binary.targets))),
            (squared, .meanSquaredError(squared.input, targets: try #require(squared.targets))),
        ]
        for (expected, actual) in trials {
            #expect(abs(actual.value - expected.value) <= 1e-14 * expected.value)
            #expect(difference(actual.gradient, expected.gradient, relative: 1e-14) == nil)
        }
    }

    @Test func gradientsEqualDifferences() {
        var generator = SeededGenerator(for: "losses in FP64")
        for _ in 0..<20 {
            let (batch, classes) = (1 + generator.integer(below: 4), 1 + generator.integer(below: 5))
            let outputs = generator.numbers(batch * classes).map { 4 * $0 }
            let targets = generator.numbers(batch * classes).map { ($0 + 1) / 2 }
            let labels = (0..<batch).map { _ in generator.integer(below: classes) }
            let losses: [([Double]) -> ReferenceLoss] = [
                { .softmaxCrossEntropy($0, labels: labels) }, { .binaryCrossEntropy($0, targets: targets) },
                { .meanSquaredError($0, targets: targets) },
            ]
            for (index, loss) in losses.enumerated() {
                let gradient = loss(outputs).gradient
                let fault = CentralDifferences.fault(in: gradient, at: outputs) { loss($0).value }
                #expect(fault == nil, "loss \(index), \(batch)×\(classes): \(fault ?? "")")
                guard index > 0 || classes > 1, batch > 1 else { continue }
                let undivided = gradient.map { $0 * Double(batch) }
                #expect(
                    CentralDifferences.fault(in: undivided, at: outputs) { loss($0).value } != nil,
                    "loss \(index), \(batch)×\(classes): the missing 1/B is noticed")
            }
        }
    }
}
