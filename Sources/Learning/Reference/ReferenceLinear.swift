import Kernels
import Models

/// A layer that is linear in its input, over a batch in FP64, and its gradients by definition: product, convolution, depthwise
/// convolution, average pooling.
///
/// Tensors hold one example after the other, each as ``Kernels/LayerShape`` lays it out, channels last. With y = x·W + b lowered to
/// a product: dX = dY·Wᵀ, dW = xᵀ·dY and db = Σ dY, summed over pixels and examples; nothing is divided by the batch, which is the
/// loss's part.
///
/// Under a mask the layer is the one without the weights that it leaves out: they count as 0 in the output and in dX, and dW is 0
/// there.
public struct ReferenceLinear: Sendable {
    /// What is multiplied with what; a valid shape.
    public let shape: LayerShape
    /// Weights as given, biases, and which weights there are.
    public var parameters: ReferenceParameters

    /// - Parameter parameters: of the shape's counts.
    public init(_ shape: LayerShape, _ parameters: ReferenceParameters) {
        precondition(
            parameters.weights.count == shape.weightCount && parameters.bias.count == shape.biasCount,
            "\(shape) has \(shape.weightCount) weights and \(shape.biasCount) biases")
        self.shape = shape
        self.parameters = parameters
    }

    /// y: `batch` outputs.
    /// - Parameter x: `batch` inputs.
    public func output(_ x: [Double], batch: Int) -> [Double] {
        let layer = ReferenceLayer(
            shape, weights: parameters.maskedWeights, bias: parameters.bias, clamp: -Double.infinity ... .infinity)
        return x.examples(batch, of: shape.inputCount).flatMap { layer.run(Array($0)) }
    }

    /// dX: `batch` gradients by the input: each output's gradient times the weights that its inputs met.
    /// - Parameter dY: `batch` gradients by the output.
    public func inputGradient(_ dY: [Double], batch: Int) -> [Double] {
        precondition(dY.count == batch * shape.outputCount, "dY is a batch of outputs")
        var dX = [Double](repeating: 0, count: batch * shape.inputCount)
        let n = shape.gemm.n
        (shape.weightCount == 0 ? meanWeights : parameters.maskedWeights).withUnsafeBufferPointer { weights in
            dX.withUnsafeMutableBufferPointer { dX in
                dY.withUnsafeBufferPointer { dY in
                    forEachOperand(batch) { input, output, row, isChannelwise in
                        if isChannelwise {
                            for i in 0..<n { dX[input + i] += dY[output + i] * weights[row * n + i] }
                        } else {
                            var sum = 0.0
                            for i in 0..<n { sum += dY[output + i] * weights[row * n + i] }
                            dX[input] += sum
                        }
                    }
                }
            }
        }
        return dX
    }

    /// dW, of the weights' count and order; empty for pooling.
    /// - Parameters:
    ///   - x: `batch` inputs.
    ///   - dY: `batch` gradients by the output.
    public func weightGradient(_ x: [Double], outputGradient dY: [Double], batch: Int) -> [Double] {
        precondition(x.count == batch * shape.inputCount, "x is a batch of inputs")
        precondition(dY.count == batch * shape.outputCount, "dY is a batch of outputs")
        guard shape.weightCount > 0 else { return [] }
        var dW = [Double](repeating: 0, count: shape.weightCount)
        let n = shape.gemm.n
        dW.withUnsafeMutableBufferPointer { dW in
            x.withUnsafeBufferPointer { x in
                dY.withUnsafeBufferPointer { dY in
                    forEachOperand(batch) { input, output, row, isChannelwise in
                        if isChannelwise {
                            for i in 0..<n { dW[row * n + i] += x[input + i] * dY[output + i] }
                        } else {
                            let element = x[input]
                            for i in 0..<n { dW[row * n + i] += element * dY[output + i] }
                        }
                    }
                }
            }
        }
        return parameters.masked(dW)
    }

    /// Walks over the operands of all output pixels of a batch, as `LayerShape.forEachOperand(of:_:)` does over one's: `output`
    /// is the pixel's first element.
    @inline(__always)
    private func forEachOperand(
        _ batch: Int, _ body: (_ input: Int, _ output: Int, _ weightRow: Int, _ isChannelwise: Bool) -> Void
    ) {
        let (inputs, pixels, n) = (shape.inputCount, shape.gemm.m, shape.gemm.n)
        for example in 0..<batch {
            for pixel in 0..<pixels {
                shape.forEachOperand(of: pixel) { first, row, isChannelwise in
                    body(example * inputs + first, (example * pixels + pixel) * n, row, isChannelwise)
                }
            }
        }
    }

    /// db, one an output channel; empty for pooling.
    /// - Parameter dY: `batch` gradients by the output.
    public func biasGradient(_ dY: [Double]) -> [Double] {
        var db = [Double](repeating: 0, count: shape.biasCount)
        guard !db.isEmpty else { return [] }
        for (index, gradient) in dY.enumerated() { db[index % db.count] += gradient }
        return db
    }

    /// Pooling as the depthwise layer whose weights are all 1/(kernelHeight·kernelWidth).
    private var meanWeights: [Double] {
        let taps = shape.gemm.k
        return .init(repeating: 1 / Double(taps), count: taps * shape.gemm.n)
    }
}
