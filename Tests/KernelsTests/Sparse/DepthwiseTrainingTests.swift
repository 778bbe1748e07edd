import CKernels
@testable import Kernels
import Statistics
import TestSupport
import Testing

@Suite("Depthwise layers and average pooling with their gradients")
struct DepthwiseTrainingTests {
    @Test("Random shapes: output and gradients equal those in FP64 within their bounds, nothing else is touched")
    func equalsReference() throws {
        var generator = SeededGenerator(for: "depthwise gradients")
        for _ in 0..<400 {
            let trial = DenseTrial.randomChannelwise(using: &generator)
            for backend in TrainingBackendTests.backends where backend.unavailable(for: trial.shape) == nil {
                let found = try trial.run(on: backend)
                #expect(found == nil, "\(trial) on \(backend.name): \(found ?? "")")
            }
        }
    }

    @Test("Padding of any size, as the kernels take it")
    func explicitPadding() throws {
        var generator = SeededGenerator(for: "explicit padding")
        for _ in 0..<300 {
            let trial = PaddedTrial.random(using: &generator)
            for backend in TrainingBackendTests.backends {
                guard let kernels = (backend as? NativeTrainingBackend)?.depthwise else { continue }
                let found = trial.wrongElements(kernels)
                #expect(found == nil, "\(trial) on \(backend.name): \(found ?? "")")
            }
        }
    }

    @Test("Taps in the wrong order, and gradients a column or a row off, are caught")
    func seededBugs() throws {
        let shape = LayerShape.depthwise(
            .init(
                inputHeight: 7, inputWidth: 8, inputChannels: 19, outputChannels: 19, kernelHeight: 3, kernelWidth: 3,
                strideHeight: 2, strideWidth: 2, padding: .same))
        var trial = DenseTrial(shape: shape, batch: 2, seed: 1)
        let right = try #require(NativeTrainingBackend.portable.depthwise)
        #expect(try trial.run(on: NativeTrainingBackend.withDepthwise(right)) == nil)
        var column = right
        column.weights = { layer, x, dY, sums, workspace, isFirst in
            guard var layer = layer?.pointee else { return }
            layer.padLeft += 1
            ck_depthwise_training_baseline.pointee.weights(&layer, x, dY, sums, workspace, isFirst)
        }
        #expect(try trial.run(on: NativeTrainingBackend.withDepthwise(column))?.hasPrefix("gradient by weight") == true)
        var kernels = right.inputGradient.pointee
        kernels.run = { layer, packed, dY, dX, workspace in
            guard var layer = layer?.pointee else { return }
            layer.padTop += 1
            ck_depthwise_training_baseline.pointee.inputGradient.pointee.run(&layer, packed, dY, dX, workspace)
        }
        try withUnsafePointer(to: kernels) { kernels in
            var row = right
            row.inputGradient = kernels
            let found = try trial.run(on: NativeTrainingBackend.withDepthwise(row))
            #expect(found?.hasPrefix("gradient by input") == true)
        }
        trial.reversesTaps = true
        #expect(try trial.run(on: NativeTrainingBackend.portable) != nil)
    }

    @Test("The definition of the gradients agrees with central differences in FP64")
    func centralDifferences() throws {
        var generator = SeededGenerator(for: "central differences")
        // With these steps and numbers nothing is rounded, and the layer is linear in each.
        func random(_ count: Int) -> [Float] {
            (0..<count).map { _ in Float(generator.integer(below: 256) - 128) / 64 }
        }
        let step: Float = 0.5
        let window = ConvolutionShape(
            inputHeight: 5, inputWidth: 4, inputChannels: 3, outputChannels: 3, kernelHeight: 3, kernelWidth: 2,
            strideHeight: 2, padding: .valid)
        for shape in [LayerShape.depthwise(window), .averagePool(window)] {
            let given = FloatLayer(
                shape: shape, weights: random(shape.weightCount), bias: random(shape.biasCount))
            let (weights, bias) = (given.lowered.weights, given.lowered.bias)
            let x = random(2 * shape.inputCount), dY = random(2 * shape.outputCount)
            let oracle = GradientOracle(
                shape, batch: 2, weights: given.weights, bias: given.bias, kept: nil, input: x, outputGradient: dY,
                samples: .max, seed: 1)
            /// Σ output · outputGradient.
            func loss(_ x: [Float], _ weights: [Float]) -> Double {
                let reference = SparseReference(shape: shape, batch: 2, weights: weights.map(Double.init))
                return zip(reference.output(x, bias: bias).values, dY).reduce(0) { $0 + $1.0 * Double($1.1) }
            }
            func difference(_ element: Int, of tensor: [Float], _ loss: ([Float]) -> Double) -> Double {
                var (before, after) = (tensor, tensor)
                before[element] -= step
                after[element] += step
                return (loss(after) - loss(before)) / Double(2 * step)
            }
            for (place, element) in oracle.inputGradient.indices.enumerated() {
                let expected = difference(element, of: x) { loss($0, weights) }
                #expect(abs(oracle.inputGradient.expected[place] - expected) <= 1e-9, "\(shape): input \(element)")
            }
            for (place, element) in oracle.weightGradient.indices.enumerated() {
                let expected = difference(element, of: weights) { loss(x, $0) }
                #expect(abs(oracle.weightGradient.expected[place] - expected) <= 1e-9, "\(shape): weight \(element)")
            }
            #expect(oracle.weightGradient.indices.count == shape.weightCount)
        }
    }
}

extension NativeTrainingBackend {
    /// The portable backend with other kernels for depthwise layers.
    fileprivate static func withDepthwise(_ kernels: CKDepthwiseTraining) -> NativeTrainingBackend {
        withUnsafePointer(to: kernels) {
            NativeTrainingBackend(
                name: "fp32/bug", features: [], product: ck_product_fp32_baseline,
                transposed: ck_transposed_fp32_baseline, gradients: ck_gradients_baseline, depthwise: $0)
        }
    }
}

extension DenseTrial {
    /// Half of them 3×3, others to 7×7; every third is average pooling.
    static func randomChannelwise(using generator: inout SeededGenerator) -> DenseTrial {
        func size(_ bound: Int) -> Int { 1 + generator.integer(below: bound) }
        let (height, width) = generator.integer(below: 2) == 0 ? (3, 3) : (size(7), size(7))
        let channels = size(70), isPooling = generator.integer(below: 3) == 0
        let window = ConvolutionShape(
            inputHeight: height - 1 + size(12), inputWidth: width - 1 + size(12), inputChannels: channels,
            outputChannels: channels, kernelHeight: height, kernelWidth: width, strideHeight: size(4),
            strideWidth: size(4), padding: !isPooling && generator.integer(below: 2) == 0 ? .same : .valid)
        return DenseTrial(
            shape: isPooling ? .averagePool(window) : .depthwise(window), batch: size(3), seed: generator.next())
    }
}

/// A depthwise layer of one image with any padding: the gradients as the kernels compute them against their definition.
private struct PaddedTrial: CustomStringConvertible {
    var layer = CKLayer()
    var seed: UInt64 = 0

    var description: String {
        """
        \(layer.kernelHeight)×\(layer.kernelWidth) stride \(layer.strideHeight)×\(layer.strideWidth) padded by \
        \(layer.padTop) and \(layer.padLeft), \(layer.inputHeight)×\(layer.inputWidth)×\(layer.inputChannels) to \
        \(layer.outputHeight)×\(layer.outputWidth)
        """
    }

    /// Paddings up to more than the kernel, outputs up to more than the input has.
    static func random(using generator: inout SeededGenerator) -> PaddedTrial {
        func size(_ bound: Int) -> Int64 { Int64(1 + generator.integer(below: bound)) }
        var trial = PaddedTrial(seed: generator.next())
        (trial.layer.inputHeight, trial.layer.inputWidth, trial.layer.inputChannels) = (size(9), size(9), size(40))
        (trial.layer.outputHeight, trial.layer.outputWidth) = (size(9), size(9))
        trial.layer.outputChannels = trial.layer.inputChannels
        (trial.layer.kernelHeight, trial.layer.kernelWidth) = (size(7), size(7))
        (trial.layer.strideHeight, trial.layer.strideWidth) = (size(3), size(3))
        (trial.layer.padTop, trial.layer.padLeft) = (size(9) - 1, size(9) - 1)
        (trial.layer.low, trial.layer.high) = (-.infinity, .infinity)
        return trial
    }

    /// What is wrong; nil where nothing is.
    func wrongElements(_ kernels: CKDepthwiseTraining) -> String? {
        var layer = layer, generator = SeededGenerator(seed: seed)
        func random(_ count: Int64) -> [Float] { (0..<count).map { _ in Float(2 * generator.uniform() - 1) } }
        let taps = layer.kernelHeight * layer.kernelWidth, channels = layer.inputChannels
        let pixels = (input: layer.inputHeight * layer.inputWidth, output: layer.outputHeight * layer.outputWidth)
        let weights = random(taps * channels), before = random(taps * channels)
        let x = random(pixels.input * channels), dY = random(pixels.output * channels)

        let inputGradient = kernels.inputGradient.pointee
        let packed = Guarded(Int(inputGradient.packedBytes(&layer)))
        let workspace = Guarded(Int(max(inputGradient.workspaceBytes(&layer), kernels.workspaceBytes(&layer))))
        let dX = Guarded(x.count * 4), dW = Guarded(weights.count * 4)
        inputGradient.pack(&layer, weights, nil, nil, packed.start)
        inputGradient.run(&layer, packed.start, dY, dX.start, workspace.start)
        dW.floats.update(from: before, count: before.count)
        kernels.weights(&layer, x, dY, dW.floats, workspace.start, 0)

        var expectedX = SparseReference.Sums(x.count), expectedW = SparseReference.Sums(weights.count)
        for (index, value) in before.enumerated() { expectedW.add(Double(value), at: index) }
        forEachProduct { x_, w_, y_ in
            expectedX.add(Double(dY[y_]) * Double(weights[w_]), at: x_)
            expectedW.add(Double(dY[y_]) * Double(x[x_]), at: w_)
        }
        if let wrong = expectedX.firstWrong(dX.values, terms: Int(taps)) { return "gradient by input \(wrong)" }
        if let wrong = expectedW.firstWrong(dW.values, terms: Int(pixels.output) + 1) {
            return "gradient by weight \(wrong)"
        }
        let isIntact = [packed, workspace, dX, dW].allSatisfy(\.isIntact)
        return isIntact ? nil : "something is written beyond its ends"
    }

    /// Calls `body` with the indices of each input, weight and output that belong together.
    private func forEachProduct(_ body: (_ input: Int, _ weight: Int, _ output: Int) -> Void) {
        for y in 0..<layer.outputHeight {
            for x in 0..<layer.outputWidth {
                for tap in 0..<layer.kernelHeight * layer.kernelWidth {
                    let row = y * layer.strideHeight + tap / layer.kernelWidth - layer.padTop
                    let column = x * layer.strideWidth + tap % layer.kernelWidth - layer.padLeft
                    guard (0..<layer.inputHeight).contains(row), (0..<layer.inputWidth).contains(column) else {
                        continue
                    }
                    for channel in 0..<layer.inputChannels {
                        body(
                            Int((row * layer.inputWidth + column) * layer.inputChannels + channel),
                            Int(tap * layer.inputChannels + channel),
                            Int((y * layer.outputWidth + x) * layer.inputChannels + channel))
                    }
                }
            }
        }
    }
}
