extension LayerShape: CustomStringConvertible {
    /// `gemm 125×64×40` (M×N×K), `conv 10×4 stride 2×2 same 49×10×1→64`.
    public var description: String {
        switch self {
        case .gemm(let g): "gemm \(g.m)×\(g.n)×\(g.k)"
        case .convolution(let c): "conv \(c.text)→\(c.outputChannels)"
        case .depthwise(let c): "depthwise \(c.text)"
        case .averagePool(let c): "average pool \(c.text)"
        }
    }
}

extension ConvolutionShape {
    fileprivate var text: String {
        """
        \(kernelHeight)×\(kernelWidth) stride \(strideHeight)×\(strideWidth) \(padding.rawValue) \
        \(inputHeight)×\(inputWidth)×\(inputChannels)
        """
    }
}
