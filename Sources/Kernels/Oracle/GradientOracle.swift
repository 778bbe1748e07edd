import Statistics

/// Some elements of a layer's output and of its gradients in FP64, by definition: of layers so large that all of them would
/// take minutes.
public struct GradientOracle: Sendable {
    /// Elements that are looked at.
    public struct Sample: Sendable {
        /// Which ones.
        public let indices: [Int]
        /// What they should be.
        public let expected: [Double]
        /// How far FP32 sums may be from it.
        public let bounds: [Double]

        /// Holds all elements of a tensor against those of the sample.
        public func check(_ tensor: UnsafePointer<Float>, named name: String) -> OracleResult {
            var worst = 0.0
            for (place, index) in indices.enumerated() {
                let error = (Double(tensor[index]) - expected[place]).magnitude
                // What is no number is wrong, too.
                guard error <= bounds[place] else {
                    return OracleResult(
                        passed: false,
                        detail: "\(name) \(index): expected \(expected[place]) ± \(bounds[place]), got \(tensor[index])"
                    )
                }
                if bounds[place] > 0 { worst = max(worst, error / bounds[place]) }
            }
            return OracleResult(
                passed: true,
                detail: "\(indices.count) elements within their FP64 bound, the worst at \(worst.text(3)) of it")
        }
    }

    /// Of the output, of the gradient by the input, and of that by the weights.
    public let output, inputGradient, weightGradient: Sample

    /// - Parameters:
    ///   - shape: of one example; the rows of a product are examples.
    ///   - batch: examples.
    ///   - weights: as ``Layer`` says, zeros where nothing is kept; none for average pooling, nor biases.
    ///   - kept: which weights have a gradient at all; nil for all. The others' must be 0.
    ///   - input: example after example, channels last; `outputGradient` likewise.
    ///   - samples: elements of each, at most.
    public init(
        _ shape: LayerShape, batch: Int, weights: [Float], bias: [Float], kept: [Bool]?, input: [Float],
        outputGradient: [Float], samples: Int, seed: UInt64
    ) {
        let tensors = GradientTensors(
            shape: shape, batch: batch, weights: weights, bias: bias, input: input, outputGradient: outputGradient)
        var generator = SeededGenerator(seed: seed, stream: "elements of \(shape)")
        func sample(
            _ candidates: [Int], terms: Int, _ element: (Int) -> (value: Double, size: Double)
        ) -> Sample {
            let indices = generator.choose(samples, of: candidates)
            let elements = indices.map(element)
            return Sample(
                indices: indices, expected: elements.map(\.value),
                bounds: elements.map { Summation.fp32.bound(k: terms, size: $0.size) + 0x1p-126 })
        }
        let c = tensors.convolution
        output = sample(Array(outputGradient.indices), terms: shape.gemm.k, tensors.output)
        inputGradient = sample(
            Array(input.indices),
            terms: c.kernelHeight * c.kernelWidth * (shape.isChannelwise ? 1 : c.outputChannels), tensors.inputGradient)
        // What is left out has no gradient; a few of those tell.
        let isKept = kept ?? .init(repeating: true, count: weights.count)
        let dropped = generator.choose(samples / 10, of: weights.indices.filter { !isKept[$0] })
        let terms = outputGradient.count / c.outputChannels
        let ofKept = sample(weights.indices.filter { isKept[$0] }, terms: terms, tensors.weightGradient)
        weightGradient = Sample(
            indices: ofKept.indices + dropped, expected: ofKept.expected + dropped.map { _ in 0 },
            bounds: ofKept.bounds + dropped.map { _ in 0 })
    }
}

/// The definition of a layer's output and gradients, element by element.
private struct GradientTensors {
    let convolution: ConvolutionShape
    /// Each output channel depends on its own input channel alone.
    let isChannelwise: Bool
    let examples: Int
    let weights, bias: [Float]
    let input, outputGradient: [Float]

    init(
        shape: LayerShape, batch: Int, weights: [Float], bias: [Float], input: [Float], outputGradient: [Float]
    ) {
        let geometry = SparseGeometry(shape, batch: batch)
        convolution = geometry.convolution
        examples = geometry.batch
        isChannelwise = shape.isChannelwise
        let layer = FloatLayer(shape: shape, weights: weights, bias: bias).lowered
        (self.weights, self.bias) = (layer.weights, layer.bias)
        (self.input, self.outputGradient) = (input, outputGradient)
    }

    typealias Element = (value: Double, size: Double)

    /// The input pixel under a tap of an output pixel; nil in the padding.
    private func inputPixel(_ example: Int, _ y: Int, _ x: Int, _ ky: Int, _ kx: Int) -> Int? {
        let c = convolution
        let row = y * c.strideHeight + ky - c.paddingTop, column = x * c.strideWidth + kx - c.paddingLeft
        guard row >= 0, row < c.inputHeight, column >= 0, column < c.inputWidth else { return nil }
        return (example * c.inputHeight + row) * c.inputWidth + column
    }

    /// The weight from an input channel to an output channel.
    private func weight(_ tap: Int, _ i: Int, _ o: Int) -> Double {
        let row = isChannelwise ? tap : tap * convolution.inputChannels + i
        return Double(weights[row * convolution.outputChannels + o])
    }

    /// Of so many channels those that depend on this one, or that it depends on.
    private func partners(of channel: Int, _ channels: Int) -> Range<Int> {
        isChannelwise ? channel..<channel + 1 : 0..<channels
    }

    private func split(_ index: Int, _ height: Int, _ width: Int, _ channels: Int) -> (e: Int, y: Int, x: Int, c: Int) {
        let pixel = index / channels
        return (pixel / (height * width), pixel / width % height, pixel % width, index % channels)
    }

    func output(_ index: Int) -> Element {
        let c = convolution
        let at = split(index, c.outputHeight, c.outputWidth, c.outputChannels)
        var sum = (value: Double(bias[at.c]), size: Double(bias[at.c].magnitude))
        for ky in 0..<c.kernelHeight {
            for kx in 0..<c.kernelWidth {
                guard let pixel = inputPixel(at.e, at.y, at.x, ky, kx) else { continue }
                let tap = ky * c.kernelWidth + kx
                for i in partners(of: at.c, c.inputChannels) {
                    let product = Double(input[pixel * c.inputChannels + i]) * weight(tap, i, at.c)
                    sum.value += product
                    sum.size += product.magnitude
                }
            }
        }
        return sum
    }

    func inputGradient(_ index: Int) -> Element {
        let c = convolution
        let at = split(index, c.inputHeight, c.inputWidth, c.inputChannels)
        var sum: Element = (0, 0)
        for ky in 0..<c.kernelHeight {
            for kx in 0..<c.kernelWidth {
                let row = at.y + c.paddingTop - ky, column = at.x + c.paddingLeft - kx
                guard row >= 0, column >= 0, row % c.strideHeight == 0, column % c.strideWidth == 0 else { continue }
                let (y, x) = (row / c.strideHeight, column / c.strideWidth)
                guard y < c.outputHeight, x < c.outputWidth else { continue }
                let pixel = (at.e * c.outputHeight + y) * c.outputWidth + x
                let tap = ky * c.kernelWidth + kx
                for o in partners(of: at.c, c.outputChannels) {
                    let product = Double(outputGradient[pixel * c.outputChannels + o]) * weight(tap, at.c, o)
                    sum.value += product
                    sum.size += product.magnitude
                }
            }
        }
        return sum
    }

    func weightGradient(_ index: Int) -> Element {
        let c = convolution
        let (row, o) = index.quotientAndRemainder(dividingBy: c.outputChannels)
        let (tap, i) = isChannelwise ? (row, o) : row.quotientAndRemainder(dividingBy: c.inputChannels)
        var sum: Element = (0, 0)
        for example in 0..<examples {
            for y in 0..<c.outputHeight {
                for x in 0..<c.outputWidth {
                    guard let pixel = inputPixel(example, y, x, tap / c.kernelWidth, tap % c.kernelWidth) else {
                        continue
                    }
                    let place = (example * c.outputHeight + y) * c.outputWidth + x
                    let product =
                        Double(input[pixel * c.inputChannels + i])
                        * Double(outputGradient[place * c.outputChannels + o])
                    sum.value += product
                    sum.size += product.magnitude
                }
            }
        }
        return sum
    }
}

extension SeededGenerator {
    /// So many of the elements, each at most once; all where there are no more.
    fileprivate mutating func choose(_ count: Int, of elements: [Int]) -> [Int] {
        guard elements.count > count else { return elements }
        var elements = elements
        for place in 0..<count { elements.swapAt(place, place + integer(below: elements.count - place)) }
        return Array(elements.prefix(count))
    }
}
