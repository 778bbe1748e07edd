/// A layer with a batch as the sparse kernels see it: what borders its tensors need.
struct SparseGeometry {
    /// The convolution of one example; a product's is of a 1×1 image.
    let convolution: ConvolutionShape
    let batch: Int

    /// The rows of a product are examples.
    init(_ shape: LayerShape, batch: Int) {
        if case .gemm(let gemm) = shape {
            convolution = ConvolutionShape(
                inputHeight: 1, inputWidth: 1, inputChannels: gemm.k, outputChannels: gemm.n, kernelHeight: 1,
                kernelWidth: 1, padding: .valid)
            self.batch = batch * gemm.m
        } else {
            convolution = shape.asConvolution
            self.batch = batch
        }
    }

    /// With the padding of the forward product as its border.
    func inputLayout() -> RunLayout {
        let c = convolution
        return RunLayout(
            batch: batch, channels: c.inputChannels, height: c.inputHeight, width: c.inputWidth,
            border: .init(
                top: c.paddingTop,
                bottom: max(0, (c.outputHeight - 1) * c.strideHeight + c.kernelHeight - c.paddingTop - c.inputHeight),
                left: c.paddingLeft,
                right: max(0, (c.outputWidth - 1) * c.strideWidth + c.kernelWidth - c.paddingLeft - c.inputWidth)))
    }

    /// With a border for the gradient by the input: an input pixel may lie under taps of output pixels that are not there.
    func outputLayout() -> RunLayout {
        let c = convolution
        let (top, bottom) = Self.reach(
            input: c.inputHeight, output: c.outputHeight, kernel: c.kernelHeight, stride: c.strideHeight,
            padding: c.paddingTop)
        let (left, right) = Self.reach(
            input: c.inputWidth, output: c.outputWidth, kernel: c.kernelWidth, stride: c.strideWidth,
            padding: c.paddingLeft)
        return RunLayout(
            batch: batch, channels: c.outputChannels, height: c.outputHeight, width: c.outputWidth,
            border: .init(top: top, bottom: bottom, left: left, right: right))
    }

    /// How far the output pixels whose taps cover an input pixel lie before the first and behind the last. Tap k of output q
    /// covers input q·stride + k − padding.
    private static func reach(
        input: Int, output: Int, kernel: Int, stride: Int, padding: Int
    ) -> (before: Int, behind: Int) {
        var (least, most) = (0, output - 1)
        for phase in Phase.all(input: input, kernel: kernel, stride: stride, padding: padding)
        where !phase.taps.isEmpty {
            least = min(least, phase.firstOutput - (phase.taps.count - 1))
            most = max(most, phase.firstOutput + phase.count - 1)
        }
        return (-least, most - (output - 1))
    }

    /// Along one axis: the input pixels that the same taps meet.
    struct Phase {
        /// (place + padding) mod stride.
        var remainder: Int
        /// The first input pixel; the next ones follow a stride apart.
        var firstInput: Int
        /// Input pixels.
        var count: Int
        /// The output pixel whose tap `remainder` meets the first input pixel; the next tap but stride meets the one before
        /// it.
        var firstOutput: Int
        /// The taps `remainder`, `remainder` + stride, …; none where the stride is larger than the kernel.
        var taps: [Int]

        static func all(input: Int, kernel: Int, stride: Int, padding: Int) -> [Phase] {
            (0..<min(stride, input)).map { first in
                let remainder = (first + padding) % stride
                return Phase(
                    remainder: remainder, firstInput: first, count: (input - 1 - first) / stride + 1,
                    firstOutput: (first + padding) / stride,
                    taps: Array(Swift.stride(from: remainder, to: kernel, by: stride)))
            }
        }
    }
}
