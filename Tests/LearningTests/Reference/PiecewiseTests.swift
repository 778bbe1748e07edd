import Kernels
import Learning
import Statistics
import TestSupport
import Testing

/// Activations and max pooling: gradients against differences away from kinks, and what happens at them.
@Suite struct PiecewiseTests {
    @Test(arguments: [-0.5...0.75, 0...Double.infinity, -Double.infinity ... .infinity])
    func activationsEqualDifferences(_ bounds: ClosedRange<Double>) {
        var generator = SeededGenerator(for: "activation in \(bounds)")
        let activation = ReferenceActivation(bounds)
        // 0.01 from either bound at least.
        let x = generator.numbers(200).filter {
            ($0 - bounds.lowerBound).magnitude > 0.01 && ($0 - bounds.upperBound).magnitude > 0.01
        }
        let dY = generator.numbers(x.count)
        let dX = activation.inputGradient(dY, output: activation.output(x))
        #expect(CentralDifferences.fault(in: dX, at: x) { inner(dY, activation.output($0)) } == nil)
        if bounds.lowerBound.isFinite {
            #expect(CentralDifferences.fault(in: dY, at: x) { inner(dY, activation.output($0)) } != nil, "no bounds")
        }
    }

    @Test func activationsAtTheirBounds() {
        let activation = ReferenceActivation(0...1)
        let y = activation.output([-1, 0, 0.5, 1, 2, .nan])
        #expect(y.prefix(5) == [0, 0, 0.5, 1, 1] && y[5].isNaN)
        #expect(activation.inputGradient([9, 9, 9, 9, 9, 9], output: y) == [0, 0, 9, 0, 0, 0])
    }

    /// A window of a valid pooling, padded or not.
    private static func window(using generator: inout SeededGenerator) -> ConvolutionShape {
        while true {
            if case .depthwise(let window) = LayerShape.small(.depthwise, using: &generator) { return window }
        }
    }

    @Test func maxPoolingEqualsDifferences() {
        var generator = SeededGenerator(for: "max pooling")
        for _ in 0..<60 {
            let pool = ReferenceMaxPool(Self.window(using: &generator))
            let shape = LayerShape.depthwise(pool.window)
            // No two elements nearer than 0.01, all negative: padding would win if it took part.
            var order = Array(0..<2 * shape.inputCount)
            generator.shuffle(&order)
            let x = order.map { -0.01 * Double($0 + 1) }
            let dY = generator.numbers(2 * shape.outputCount)
            let dX = pool.inputGradient(dY, input: x, batch: 2)
            let fault = CentralDifferences.fault(in: dX, at: x) { inner(dY, pool.output($0, batch: 2)) }
            #expect(fault == nil, "\(shape): \(fault ?? "")")
            #expect(pool.output(x, batch: 2).allSatisfy { $0 < 0 }, "\(shape): padding took part")
        }
    }

    /// By hand: 2×3 pixels, windows of 2×2.
    @Test func theFirstOfEqualElementsWins() {
        let pool = ReferenceMaxPool(
            ConvolutionShape(
                inputHeight: 2, inputWidth: 3, inputChannels: 1, outputChannels: 1, kernelHeight: 2, kernelWidth: 2,
                padding: .valid))
        #expect(pool.winners([5, 1, 1, 2, 5, 1], batch: 1) == [0, 4])
        #expect(pool.inputGradient([10, 20], input: [5, 1, 1, 2, 5, 1], batch: 1) == [10, 0, 0, 0, 20, 0])
        #expect(pool.inputGradient([10, 20], input: [1, 7, 1, 2, 5, 1], batch: 1) == [0, 30, 0, 0, 0, 0])
        #expect(pool.winners([9, 1, .nan, 2, 5, 9], batch: 1) == [0, 2], "NaN wins over all")
    }
}
