import Kernels
import Learning
import Statistics
import TestSupport
import Testing

/// Gradients of the linear layers against differences of their outputs.
@Suite struct ReferenceLinearTests {
    /// A layer over a batch, and what its output is weighed with: the function is Σ dY·y.
    struct Trial {
        var layer: ReferenceLinear
        let batch: Int
        let x, dY: [Double]

        init(_ shape: LayerShape, using generator: inout SeededGenerator, batch: Int? = nil) {
            layer = ReferenceLinear(shape, generator.parameters(shape))
            self.batch = batch ?? 1 + generator.integer(below: 3)
            x = generator.numbers(self.batch * shape.inputCount)
            dY = generator.numbers(self.batch * shape.outputCount)
        }

        func faultByInput(_ dX: [Double]) -> String? {
            CentralDifferences.fault(in: dX, at: x) { inner(dY, layer.output($0, batch: batch)) }
        }

        func faultByWeights(_ dW: [Double]) -> String? {
            CentralDifferences.fault(in: dW, at: layer.parameters.weights) { weights in
                var moved = layer
                moved.parameters.weights = weights
                return inner(dY, moved.output(x, batch: batch))
            }
        }

        func faultByBias(_ db: [Double]) -> String? {
            CentralDifferences.fault(in: db, at: layer.parameters.bias) { bias in
                var moved = layer
                moved.parameters.bias = bias
                return inner(dY, moved.output(x, batch: batch))
            }
        }

        var dX: [Double] { layer.inputGradient(dY, batch: batch) }
        var dW: [Double] { layer.weightGradient(x, outputGradient: dY, batch: batch) }
        var db: [Double] { layer.biasGradient(dY) }
    }

    @Test(arguments: LayerShape.Kind.allCases)
    func gradientsEqualDifferences(_ kind: LayerShape.Kind) {
        var generator = SeededGenerator(for: "gradients of \(kind)")
        for _ in 0..<60 {
            let trial = Trial(.small(kind, using: &generator), using: &generator)
            for fault in [
                trial.faultByInput(trial.dX), trial.faultByWeights(trial.dW), trial.faultByBias(trial.db),
            ] {
                #expect(fault == nil, "\(trial.layer.shape), batch \(trial.batch): \(fault ?? "")")
            }
        }
    }

    /// y is linear in x and in W: ⟨dY, y(x)⟩ = ⟨dX, x⟩ = ⟨dW, W⟩ without biases, on shapes as large as those that are measured.
    @Test func adjointsOfLargerShapes() {
        var generator = SeededGenerator(for: "adjoints")
        let image = ConvolutionShape(
            inputHeight: 32, inputWidth: 32, inputChannels: 16, outputChannels: 32, kernelHeight: 3, kernelWidth: 3,
            strideHeight: 2, strideWidth: 2, padding: .same)
        let stem = ConvolutionShape(
            inputHeight: 49, inputWidth: 10, inputChannels: 1, outputChannels: 64, kernelHeight: 10, kernelWidth: 4,
            strideHeight: 2, strideWidth: 2, padding: .same)
        let deep = ConvolutionShape(
            inputHeight: 25, inputWidth: 5, inputChannels: 64, outputChannels: 64, kernelHeight: 3, kernelWidth: 3,
            padding: .same)
        let pool = ConvolutionShape(
            inputHeight: 25, inputWidth: 5, inputChannels: 64, outputChannels: 64, kernelHeight: 25, kernelWidth: 5,
            padding: .valid)
        let shapes: [LayerShape] = [
            .gemm(GEMMShape(m: 3, n: 64, k: 130)), .convolution(image), .convolution(stem), .depthwise(deep),
            .averagePool(pool),
        ]
        for shape in shapes {
            var trial = Trial(shape, using: &generator, batch: 2)
            trial.layer.parameters.bias = .init(repeating: 0, count: shape.biasCount)
            let product = inner(trial.dY, trial.layer.output(trial.x, batch: 2))
            let tolerance = 1e-11 * Double(trial.dY.count)
            #expect(abs(product - inner(trial.dX, trial.x)) <= tolerance, "\(shape) by the input")
            guard shape.weightCount > 0 else { continue }
            #expect(abs(product - inner(trial.dW, trial.layer.parameters.weights)) <= tolerance, "\(shape) by weights")
        }
    }

    /// What each kind of mistake would give is told from what is right.
    @Test func seededBugsAreCaught() {
        var generator = SeededGenerator(seed: 3)
        let shape = ConvolutionShape(
            inputHeight: 4, inputWidth: 5, inputChannels: 2, outputChannels: 3, kernelHeight: 3, kernelWidth: 2,
            strideHeight: 2, padding: .same)
        let trial = Trial(.convolution(shape), using: &generator, batch: 2)
        #expect(trial.faultByInput(trial.dX) == nil && trial.faultByWeights(trial.dW) == nil)

        let row = shape.inputChannels * shape.outputChannels
        let weights = trial.layer.parameters.weights
        var flipped = trial.layer
        flipped.parameters.weights = (0..<6).reversed().flatMap { weights[$0 * row..<($0 + 1) * row] }
        #expect(trial.faultByInput(flipped.inputGradient(trial.dY, batch: 2)) != nil, "the kernel's taps are flipped")

        // A pixel too far: what a wrong padding on the left reads.
        let shifted = Array(trial.x.dropFirst(2)) + [0, 0]
        let wrongPadding = trial.layer.weightGradient(shifted, outputGradient: trial.dY, batch: 2)
        #expect(trial.faultByWeights(wrongPadding) != nil, "the padding is off by one")

        let firstOnly = trial.layer.weightGradient(
            Array(trial.x.prefix(trial.x.count / 2)), outputGradient: Array(trial.dY.prefix(trial.dY.count / 2)),
            batch: 1)
        #expect(trial.faultByWeights(firstOnly) != nil, "the second example is left out")
        #expect(trial.faultByWeights(trial.dW.map { $0 * 1.00001 }) != nil, "a relative 1e-5 too large")
        #expect(trial.faultByBias(trial.db.map { $0 / 2 }) != nil, "divided by the batch, which is the loss's part")
    }
}
