/// The shape of a layer: what is multiplied with what.
///
/// Activations are row-major with channels last (M×K, or H×W×C for one image).
public enum LayerShape: Hashable, Sendable {
    /// Output M×N = input M×K · weights K×N + bias.
    case gemm(GEMMShape)
    /// Dense convolution.
    case convolution(ConvolutionShape)
    /// Depthwise convolution with channel multiplier 1: `outputChannels` equals `inputChannels`.
    case depthwise(ConvolutionShape)
    /// The mean of each window, channel by channel: a depthwise layer without parameters; no padding.
    case averagePool(ConvolutionShape)
}

/// A matrix product of `m`×`k` by `k`×`n`; every dimension at least 1.
public struct GEMMShape: Hashable, Sendable {
    /// Rows of input and output.
    public var m: Int
    /// Columns of weights and output.
    public var n: Int
    /// Columns of the input, rows of the weights: what is summed over.
    public var k: Int

    /// The product of `m`×`k` by `k`×`n`.
    public init(m: Int, n: Int, k: Int) {
        self.m = m
        self.n = n
        self.k = k
    }
}

/// A two-dimensional convolution over one image, channels last.
public struct ConvolutionShape: Hashable, Sendable {
    /// Rows of the image.
    public var inputHeight: Int
    /// Columns of the image.
    public var inputWidth: Int
    /// Elements of an input pixel.
    public var inputChannels: Int
    /// Elements of an output pixel.
    public var outputChannels: Int
    /// Rows of the kernel.
    public var kernelHeight: Int
    /// Columns of the kernel.
    public var kernelWidth: Int
    /// Input rows from one output row to the next.
    public var strideHeight: Int
    /// Input columns from one output column to the next.
    public var strideWidth: Int
    /// How the border is treated.
    public var padding: Padding

    /// How the border is treated.
    public enum Padding: String, Hashable, Sendable, CaseIterable {
        /// Output ⌈in / stride⌉; where the total padding is odd, the extra row or column is at the end
        /// (TensorFlow's convention).
        case same
        /// No padding: output ⌊(in − kernel) / stride⌋ + 1.
        case valid
    }

    /// Every size and stride at least 1; ``LayerShape/validate(memory:)`` checks.
    public init(
        inputHeight: Int, inputWidth: Int, inputChannels: Int, outputChannels: Int, kernelHeight: Int,
        kernelWidth: Int, strideHeight: Int = 1, strideWidth: Int = 1, padding: Padding
    ) {
        self.inputHeight = inputHeight
        self.inputWidth = inputWidth
        self.inputChannels = inputChannels
        self.outputChannels = outputChannels
        self.kernelHeight = kernelHeight
        self.kernelWidth = kernelWidth
        self.strideHeight = strideHeight
        self.strideWidth = strideWidth
        self.padding = padding
    }
}
