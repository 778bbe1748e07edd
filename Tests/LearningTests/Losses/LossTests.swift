import Learning
import Statistics
import TestSupport
import Testing

/// Losses in FP32 against FP64.
@Suite struct LossTests {
    enum Kind: CaseIterable { case softmaxCrossEntropy, binaryCrossEntropy, meanSquaredError }

    /// A loss of batch×width outputs.
    struct Trial {
        let kind: Kind
        let batch, width: Int
        var outputs: [Float]
        var targets: [Float]
        var labels: [Int32]

        init(_ kind: Kind, batch: Int, width: Int, scale: Double = 8, using generator: inout SeededGenerator) {
            (self.kind, self.batch, self.width) = (kind, batch, width)
            outputs = generator.numbers(batch * width).map { Float(scale * $0) }
            targets = generator.numbers(batch * width).map { Float(($0 + 1) / 2) }
            labels = (0..<batch).map { _ in Int32(generator.integer(below: width)) }
        }

        var reference: ReferenceLoss {
            switch kind {
            case .softmaxCrossEntropy: .softmaxCrossEntropy(outputs.doubles, labels: labels.map { Int($0) })
            case .binaryCrossEntropy: .binaryCrossEntropy(outputs.doubles, targets: targets.doubles)
            case .meanSquaredError: .meanSquaredError(outputs.doubles, targets: targets.doubles)
            }
        }

        /// Value and gradient, which may lie over the outputs.
        func evaluate(inPlace: Bool = false) throws -> (value: Double, gradient: [Float]) {
            let memory = GuardedFloats(outputs)
            let gradient = inPlace ? memory : GuardedFloats(outputs)
            let value = try value(memory.start, gradient: gradient.start)
            #expect(memory.isIntact && gradient.isIntact)
            #expect(inPlace || memory.elements.map(\.bitPattern) == outputs.map(\.bitPattern))
            return (value, gradient.elements)
        }

        func value(_ outputs: UnsafePointer<Float>, gradient: UnsafeMutablePointer<Float>?) throws -> Double {
            switch kind {
            case .softmaxCrossEntropy:
                try SoftmaxCrossEntropy(batch: batch, classes: width)
                    .evaluate(logits: outputs, labels: labels, gradient: gradient)
            case .binaryCrossEntropy:
                BinaryCrossEntropy(count: batch * width).evaluate(logits: outputs, targets: targets, gradient: gradient)
            case .meanSquaredError:
                MeanSquaredError(count: batch * width).evaluate(outputs: outputs, targets: targets, gradient: gradient)
            }
        }

        /// Where it is wrong; nil where it is not.
        func fault(_ value: Double, _ gradient: [Float]) -> String? {
            let expected = reference
            let range = 2 * Double(outputs.map(\.magnitude).max() ?? 0)
            let tolerance = (8 + range) * 0x1p-23
            guard abs(value - expected.value) <= tolerance * (1 + expected.value) else {
                return "value: expected \(expected.value), got \(value)"
            }
            let elements = Double(kind == .softmaxCrossEntropy ? batch : batch * width)
            for (index, (a, e)) in zip(gradient, expected.gradient).enumerated()
            where !(abs(Double(a) - e) <= tolerance / elements + 0x1p-22 * abs(e)) {
                return "gradient \(index): expected \(e), got \(a)"
            }
            return nil
        }
    }

    @Test(arguments: Kind.allCases)
    func equalFP64(_ kind: Kind) throws {
        var generator = SeededGenerator(for: "\(kind)")
        for (batch, width) in [(1, 1), (1, 2), (2, 1), (3, 5), (7, 12), (32, 10), (5, 257), (129, 2)] {
            for scale in [0.1, 1, 8, 80] {
                let trial = Trial(kind, batch: batch, width: width, scale: scale, using: &generator)
                let (value, gradient) = try trial.evaluate()
                let fault = trial.fault(value, gradient)
                #expect(fault == nil, "\(batch)×\(width), up to \(scale): \(fault ?? "")")
                let inPlace = try trial.evaluate(inPlace: true)
                #expect(inPlace.value == value && inPlace.gradient == gradient, "in place")
                let memory = GuardedFloats(trial.outputs)
                #expect(try trial.value(memory.start, gradient: nil) == value, "without its gradient")
                #expect(memory.elements == trial.outputs)
            }
        }
    }

    @Test(arguments: Kind.allCases)
    func nothingIsZero(_ kind: Kind) throws {
        var generator = SeededGenerator(seed: 1)
        let (value, gradient) = try Trial(kind, batch: 0, width: 4, using: &generator).evaluate()
        #expect(value == 0 && gradient.isEmpty)
    }

    @Test(arguments: Kind.allCases)
    func seededBugsAreCaught(_ kind: Kind) throws {
        var generator = SeededGenerator(seed: 2)
        var trial = Trial(kind, batch: 4, width: 6, using: &generator)
        let (value, gradient) = try trial.evaluate()
        #expect(trial.fault(value, gradient) == nil)
        #expect(trial.fault(value, gradient.map { $0 * 4 }) != nil, "the mean's 1/B is missing")
        #expect(trial.fault(value * 4, gradient) != nil, "a sum, not a mean")
        #expect(trial.fault(value, gradient.map { -$0 }) != nil, "the sign")
        trial.labels[3] = (trial.labels[3] + 1) % 6
        trial.targets[3] = 1 - trial.targets[3]
        #expect(trial.fault(value, gradient) != nil, "another example's label")
    }
}
