import Kernels

/// Max pooling over a batch in FP64, channel by channel. Padding takes no part; of equal elements the first of a window, row by
/// row, wins, and NaN wins over all numbers (as in PyTorch's `MaxPool2d`).
public struct ReferenceMaxPool: Sendable {
    /// The window; as many output as input channels, and a valid shape as a depthwise layer. No window may lie in padding
    /// alone, which SAME padding never makes.
    public let window: ConvolutionShape

    /// Pooling with this window.
    public init(_ window: ConvolutionShape) {
        self.window = window
    }

    private var shape: LayerShape { .depthwise(window) }

    /// y: `batch` outputs.
    /// - Parameter x: `batch` inputs.
    public func output(_ x: [Double], batch: Int) -> [Double] {
        winners(x, batch: batch).map { x[$0] }
    }

    /// dX: each output's gradient where its winner is, 0 elsewhere.
    /// - Parameters:
    ///   - dY: `batch` gradients by the output.
    ///   - x: `batch` inputs.
    public func inputGradient(_ dY: [Double], input x: [Double], batch: Int) -> [Double] {
        var dX = [Double](repeating: 0, count: x.count)
        for (winner, gradient) in zip(winners(x, batch: batch), dY) { dX[winner] += gradient }
        return dX
    }

    /// Of each output the index of the input element that it is.
    public func winners(_ x: [Double], batch: Int) -> [Int] {
        let channels = window.outputChannels
        var winners: [Int] = []
        winners.reserveCapacity(batch * shape.outputCount)
        for example in 0..<batch {
            for pixel in 0..<shape.gemm.m {
                var best: [Int] = []
                shape.forEachOperand(of: pixel) { first, _, _ in
                    let start = example * shape.inputCount + first
                    guard !best.isEmpty else { return best = Array(start..<start + channels) }
                    for c in 0..<channels where x[start + c] > x[best[c]] || x[start + c].isNaN && !x[best[c]].isNaN {
                        best[c] = start + c
                    }
                }
                winners += best
            }
        }
        return winners
    }
}
