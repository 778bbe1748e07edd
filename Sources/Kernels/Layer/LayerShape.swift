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
}

/// A matrix product of `m`×`k` by `k`×`n`; every dimension at least 1.
public struct GEMMShape: Hashable, Sendable {
    public var m: Int
    public var n: Int
    public var k: Int

    public init(m: Int, n: Int, k: Int) {
        self.m = m
        self.n = n
        self.k = k
    }
}

/// A two-dimensional convolution over one image, channels last.
public struct ConvolutionShape: Hashable, Sendable {
    public var inputHeight: Int
    public var inputWidth: Int
    public var inputChannels: Int
    public var outputChannels: Int
    public var kernelHeight: Int
    public var kernelWidth: Int
    public var strideHeight: Int
    public var strideWidth: Int
    public var padding: Padding

    /// How the border is treated.
    public enum Padding: String, Hashable, Sendable, CaseIterable {
        /// Output ⌈in / stride⌉; where the total padding is odd, the extra row or column is at the end
        /// (TensorFlow's convention).
        case same
        /// No padding: output ⌊(in − kernel) / stride⌋ + 1.
        case valid
    }

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
