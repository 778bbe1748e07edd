@testable import Kernels

/// A masked layer by its definition, in FP64: example after example, channels last.
struct SparseReference {
    let shape: LayerShape
    let batch: Int
    /// Zero where nothing is kept; those of average pooling as of a depthwise layer.
    let weights: [Double]

    /// The convolution of one example; a product's rows are examples.
    var convolution: ConvolutionShape {
        guard case .gemm(let gemm) = shape else { return shape.asConvolution }
        return ConvolutionShape(
            inputHeight: 1, inputWidth: 1, inputChannels: gemm.k, outputChannels: gemm.n, kernelHeight: 1,
            kernelWidth: 1, padding: .valid)
    }

    var examples: Int {
        guard case .gemm(let gemm) = shape else { return batch }
        return batch * gemm.m
    }

    var inputCount: Int {
        examples * convolution.inputHeight * convolution.inputWidth * convolution.inputChannels
    }
    var outputCount: Int {
        examples * convolution.outputHeight * convolution.outputWidth * convolution.outputChannels
    }

    /// Calls `body` with the indices of each input, weight and output that belong together.
    func forEachProduct(_ body: (_ input: Int, _ weight: Int, _ output: Int) -> Void) {
        let c = convolution
        for example in 0..<examples {
            for y in 0..<c.outputHeight {
                for x in 0..<c.outputWidth {
                    for ky in 0..<c.kernelHeight {
                        for kx in 0..<c.kernelWidth {
                            let row = y * c.strideHeight + ky - c.paddingTop
                            let column = x * c.strideWidth + kx - c.paddingLeft
                            guard (0..<c.inputHeight).contains(row), (0..<c.inputWidth).contains(column) else {
                                continue
                            }
                            let pixel = (example * c.inputHeight + row) * c.inputWidth + column
                            let place = (example * c.outputHeight + y) * c.outputWidth + x
                            let tap = ky * c.kernelWidth + kx
                            for i in 0..<c.inputChannels {
                                for o in shape.isChannelwise ? i..<i + 1 : 0..<c.outputChannels {
                                    let row = shape.isChannelwise ? tap : tap * c.inputChannels + i
                                    body(
                                        pixel * c.inputChannels + i, row * c.outputChannels + o,
                                        place * c.outputChannels + o)
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// Sums with the sums of their magnitudes.
    struct Sums {
        var values, sizes: [Double]

        init(_ count: Int) {
            values = .init(repeating: 0, count: count)
            sizes = values
        }

        mutating func add(_ product: Double, at index: Int) {
            values[index] += product
            sizes[index] += product.magnitude
        }

        /// Behind an activation, which brings no two numbers further apart.
        func clamped(to bounds: ClosedRange<Float>) -> Sums {
            var clamped = self
            clamped.values = values.map { min(max($0, Double(bounds.lowerBound)), Double(bounds.upperBound)) }
            return clamped
        }

        /// The first element that is further off than FP32 sums of `terms` terms can be; nil where there is none.
        func firstWrong(_ actual: [Float], terms: Int) -> Int? {
            values.indices.first { index in
                let bound = Double(terms + 2) * 0x1p-24 * sizes[index] + 0x1p-126
                // What is no number is wrong, too.
                return !((Double(actual[index]) - values[index]).magnitude <= bound)
            }
        }
    }

    func output(_ input: [Float], bias: [Float]) -> Sums {
        var sums = Sums(outputCount)
        for index in 0..<outputCount { sums.add(Double(bias[index % convolution.outputChannels]), at: index) }
        forEachProduct { i, w, o in sums.add(Double(input[i]) * weights[w], at: o) }
        return sums
    }

    func inputGradient(_ gradient: [Float]) -> Sums {
        var sums = Sums(inputCount)
        forEachProduct { i, w, o in sums.add(Double(gradient[o]) * weights[w], at: i) }
        return sums
    }

    func weightGradient(_ input: [Float], _ gradient: [Float]) -> Sums {
        var sums = Sums(weights.count)
        forEachProduct { i, w, o in sums.add(Double(gradient[o]) * Double(input[i]), at: w) }
        return sums
    }
}
