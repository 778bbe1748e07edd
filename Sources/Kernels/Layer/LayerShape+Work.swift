/// Work and sizes of a valid shape (``LayerShape/validate(memory:)``).
extension LayerShape {
    /// The product that the layer lowers to: M = outputHeight·outputWidth, N = outputChannels and
    /// K = kernelHeight·kernelWidth·inputChannels; a depthwise or pooling layer's K is kernelHeight·kernelWidth,
    /// for each of its N channels a product of its own.
    public var gemm: GEMMShape {
        let c = asConvolution
        return GEMMShape(
            m: c.outputHeight * c.outputWidth, n: c.outputChannels,
            k: c.kernelHeight * c.kernelWidth * (isChannelwise ? 1 : c.inputChannels))
    }

    /// Multiply–accumulates: M·N·K. Those that fall on padding are counted, as the published totals of the
    /// MLPerf Tiny models count them; pooling, which multiplies by nothing that was learnt, has none there.
    public var macs: Int {
        if isPooling { return 0 }
        let g = gemm
        return g.m * g.n * g.k
    }

    /// Weights and biases (BN folded).
    public var parameterCount: Int { weightCount + biasCount }

    /// Elements of the input.
    public var inputCount: Int {
        let c = asConvolution
        return c.inputHeight * c.inputWidth * c.inputChannels
    }

    /// Elements of the output.
    public var outputCount: Int { gemm.m * gemm.n }

    /// Elements of the weights: K·N, or none for pooling.
    public var weightCount: Int { isPooling ? 0 : gemm.k * gemm.n }

    /// Biases, one an output channel, or none for pooling.
    public var biasCount: Int { isPooling ? 0 : gemm.n }

    /// Compulsory traffic of one call in bytes: input, weights, biases (FP32 or int32; for integers the multipliers,
    /// too) read once, output written once.
    public func bytes(_ precision: Precision) -> Int {
        (inputCount + outputCount) * precision.activationBytes + (weightCount * precision.weightBits + 7) / 8
            + biasCount * (precision.format == nil ? 8 : 4)
    }
}
