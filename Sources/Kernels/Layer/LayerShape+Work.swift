/// Work and sizes of a valid shape (``LayerShape/validate(memory:)``).
extension LayerShape {
    /// The product that the layer lowers to: M = outputHeight·outputWidth, N = outputChannels and
    /// K = kernelHeight·kernelWidth·inputChannels; a depthwise layer's K is kernelHeight·kernelWidth,
    /// for each of its N channels a product of its own.
    public var gemm: GEMMShape {
        let c = asConvolution
        return GEMMShape(
            m: c.outputHeight * c.outputWidth, n: c.outputChannels,
            k: c.kernelHeight * c.kernelWidth * (isDepthwise ? 1 : c.inputChannels))
    }

    /// Multiply–accumulates: M·N·K. Those that fall on padding are counted, as the published totals of the
    /// MLPerf Tiny models count them.
    public var macs: Int {
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

    /// Elements of the weights: K·N.
    public var weightCount: Int { gemm.k * gemm.n }

    /// Biases, one an output channel.
    public var biasCount: Int { gemm.n }

    /// Compulsory traffic of one call in bytes: input, weights, biases (and for INT8 the multipliers) read
    /// once, output written once.
    public func bytes(_ precision: Precision) -> Int {
        switch precision {
        case .fp32: 4 * (inputCount + parameterCount + outputCount)
        case .int8: inputCount + weightCount + outputCount + 8 * biasCount
        }
    }
}
