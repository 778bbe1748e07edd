import Kernels

/// A layer in FP64.
public struct ReferenceLayer: Sendable {
    private let shape: LayerShape
    private let weights: [Double]
    private let bias: [Double]
    private let low, high: Double

    init(_ layer: FloatLayer) {
        self.init(
            layer.shape, weights: layer.weights.map(Double.init), bias: layer.bias.map(Double.init),
            clamp: Double(layer.clamp.lowerBound)...Double(layer.clamp.upperBound))
    }

    /// The layer of a valid shape.
    /// - Parameters:
    ///   - weights: `shape.weightCount` elements in the order that `Layer` says.
    ///   - bias: `shape.biasCount` elements.
    ///   - clamp: the fused activation.
    public init(_ shape: LayerShape, weights: [Double], bias: [Double], clamp: ClosedRange<Double>) {
        self.shape = shape
        self.weights = weights
        self.bias = bias
        (low, high) = (clamp.lowerBound, clamp.upperBound)
    }

    /// `shape.outputCount` elements for `shape.inputCount` ones.
    public func run(_ input: [Double]) -> [Double] {
        let c = shape.asConvolution
        var output = [Double](repeating: 0, count: shape.outputCount)
        let n = c.outputChannels
        input.withUnsafeBufferPointer { input in
            weights.withUnsafeBufferPointer { weights in
                output.withUnsafeMutableBufferPointer { output in
                    for pixel in 0..<c.outputHeight * c.outputWidth {
                        let sums = UnsafeMutableBufferPointer(rebasing: output[pixel * n..<(pixel + 1) * n])
                        sum(c, pixel, input, weights, sums)
                        for i in 0..<n { sums[i] = min(max(sums[i], low), high) }
                    }
                }
            }
        }
        return output
    }

    private func sum(
        _ c: ConvolutionShape, _ pixel: Int, _ input: UnsafeBufferPointer<Double>,
        _ weights: UnsafeBufferPointer<Double>, _ sums: UnsafeMutableBufferPointer<Double>
    ) {
        let (n, depth) = (sums.count, c.inputChannels)
        for i in bias.indices { sums[i] = bias[i] }
        let top = pixel / c.outputWidth * c.strideHeight - c.paddingTop
        let left = pixel % c.outputWidth * c.strideWidth - c.paddingLeft
        for ky in max(0, -top)..<min(c.kernelHeight, c.inputHeight - top) {
            for kx in max(0, -left)..<min(c.kernelWidth, c.inputWidth - left) {
                let first = ((top + ky) * c.inputWidth + left + kx) * depth
                let tap = ky * c.kernelWidth + kx
                switch shape {
                case .averagePool:
                    let share = 1 / Double(c.kernelHeight * c.kernelWidth)
                    for i in 0..<n { sums[i] += input[first + i] * share }
                case .depthwise:
                    for i in 0..<n { sums[i] += input[first + i] * weights[tap * n + i] }
                case .convolution, .gemm:
                    accumulate(input, first, depth, weights, tap * depth * n, sums)
                }
            }
        }
    }

    /// sums += input[first ..< first + depth] · weights, four rows at a time, so that sums are loaded and stored less.
    @inline(__always)
    private func accumulate(
        _ input: UnsafeBufferPointer<Double>, _ first: Int, _ depth: Int, _ weights: UnsafeBufferPointer<Double>,
        _ start: Int, _ sums: UnsafeMutableBufferPointer<Double>
    ) {
        let n = sums.count
        var k = 0
        while k + 4 <= depth {
            let (a, b, c, d) = (input[first + k], input[first + k + 1], input[first + k + 2], input[first + k + 3])
            let row = start + k * n
            for i in 0..<n {
                sums[i] +=
                    (a * weights[row + i] + b * weights[row + n + i])
                    + (c * weights[row + 2 * n + i] + d * weights[row + 3 * n + i])
            }
            k += 4
        }
        while k < depth {
            let a = input[first + k]
            for i in 0..<n { sums[i] += a * weights[start + k * n + i] }
            k += 1
        }
    }
}
