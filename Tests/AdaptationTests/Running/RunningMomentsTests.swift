import RealModule
import Statistics
import TestSupport
import Testing

@testable import Adaptation

@Suite struct RunningMomentsTests {
    /// Against the mean and variance by two passes in FP64. Welford's errors grow with the mean's square by the variance.
    @Test func momentsAreThoseOfTwoPasses() {
        var generator = SeededGenerator(for: "running moments")
        for mean in [0, 1, -30] as [Float] {
            let values = (0..<500).map { _ in mean + Float(generator.gaussian()) }
            var moments = RunningMoments(count: 1)
            for value in values { moments.add([value]) }
            let exact = values.reduce(0) { $0 + Double($1) } / 500
            let variance = values.reduce(0) { $0 + (Double($1) - exact) * (Double($1) - exact) } / 500
            #expect(abs(Double(moments.means[0]) - exact) < 1e-5 * (1 + abs(exact)))
            #expect(abs(Double(moments.variance(0)) - variance) < 1e-3 * variance)
            #expect(moments.examples == 500)
        }
    }

    @Test func eachNumberHasItsOwn() {
        var moments = RunningMoments(count: 2)
        for example in [[1, 10], [3, 10], [5, 10]] as [[Float]] { moments.add(example) }
        #expect(moments.means == [3, 10])
        #expect(abs(moments.variance(0) - 8.0 / 3) < 1e-6)
        #expect(moments.variance(1) == 0)
        #expect(moments.deviation(1) == 1)
        #expect(moments.byteCount == 20)
    }
}

@Suite struct OnlineHeadTests {
    private func head(_ generator: inout SeededGenerator) -> (head: OnlineHead, weights: [Float], bias: [Float]) {
        func numbers(_ count: Int) -> [Float] { (0..<count).map { _ in Float(generator.gaussian()) } }
        var moments = RunningMoments(count: 4)
        for _ in 0..<50 { moments.add(numbers(4).map { 2 * $0 + 1 }) }
        let (weights, bias) = (numbers(12), numbers(3))
        return (OnlineHead(weights: weights, bias: bias, moments: moments), weights, bias)
    }

    @Test func beginsAsTheLayerThatItReplaces() {
        var generator = SeededGenerator(for: "an online head's begin")
        let (head, weights, bias) = head(&generator)
        let values: [Float] = [0.5, -1, 2, 3]
        let outputs = head.run(values)
        for n in 0..<3 {
            let expected = (0..<4).reduce(bias[n]) { $0 + values[$1] * weights[$1 * 3 + n] }
            #expect(abs(outputs[n] - expected) < 1e-4)
        }
    }

    /// One step is rate·(p − onehot) for the biases, times the standardised number for the weights.
    @Test func oneStepIsTheClosedForm() throws {
        var generator = SeededGenerator(for: "an online head's step")
        let (head, _, _) = head(&generator)
        let values: [Float] = [0.5, -1, 2, 3]
        let exponentials = UnsafeBufferPointer(start: head.run(values), count: 3).map { Float.exp($0) }
        let sum = exponentials.reduce(0, +)
        let gradient = exponentials.enumerated().map { $1 / sum - ($0 == 2 ? 1 : 0) }
        let (before, moments) = (head.parameters, head.moments)
        try head.update(values, label: [2], rate: 0.5)
        let after = head.parameters
        for n in 0..<3 {
            let expected = before.bias[n] - 0.5 * gradient[n]
            #expect(abs(after.bias[n] - expected) < 1e-5)
            for k in 0..<4 {
                let standardised = (values[k] - moments.means[k]) / moments.deviation(k)
                let expected = before.weights[k * 3 + n] - 0.5 * gradient[n] * standardised
                #expect(abs(after.weights[k * 3 + n] - expected) < 1e-5)
            }
        }
        #expect(head.moments == moments)
    }
}
