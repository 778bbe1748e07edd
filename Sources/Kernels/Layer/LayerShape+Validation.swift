#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

extension LayerShape {
    /// K from which on Σ of K products of two int8 may pass int32: 2^31 / (128·128).
    public static let depthLimit = 131_072

    /// Refuses a shape that has no output, cannot be computed exactly in int32, or does not fit.
    ///
    /// All other facts of a shape (``macs``, ``gemm``, …) may be asked of a valid one only.
    /// - Parameter memory: bytes at hand; the machine's memory by default. Twelve times the FP32 tensors
    ///   must fit: the layer, its packed copy, its workspace and the FP64 oracle beside it.
    /// - Throws: ``KernelError`` with the reason.
    public func validate(memory: Int = LayerShape.physicalMemory) throws(KernelError) {
        try validateDimensions()
        guard let tensors = tensorElements() else { throw .shapeOverflows(self) }
        let c = asConvolution
        let depth = c.kernelHeight * c.kernelWidth * (isChannelwise ? 1 : c.inputChannels)
        guard depth < Self.depthLimit else { throw .depthTooLarge(self, depth: depth) }
        let (needed, overflow) = tensors.multipliedReportingOverflow(by: 48)
        guard !overflow, needed <= memory else {
            throw .shapeTooLarge(self, needed: overflow ? .max : needed, memory: memory)
        }
    }

    /// Bytes of memory of this machine.
    public static let physicalMemory: Int = {
        let (bytes, overflow) = sysconf(Int32(_SC_PHYS_PAGES)).multipliedReportingOverflow(
            by: sysconf(Int32(_SC_PAGESIZE)))
        return overflow || bytes <= 0 ? .max : bytes
    }()

    private func validateDimensions() throws(KernelError) {
        for (name, value) in dimensions where value < 1 {
            throw .dimensionNotPositive(self, name: name, value: value)
        }
        let c = asConvolution
        if c.padding == .valid, c.kernelHeight > c.inputHeight || c.kernelWidth > c.inputWidth {
            throw .kernelLargerThanInput(self)
        }
        if isChannelwise, c.inputChannels != c.outputChannels { throw .channelsDiffer(self) }
        if isPooling, c.padding == .same { throw .poolingIsPadded(self) }
    }

    private var dimensions: [(String, Int)] {
        switch self {
        case .gemm(let g): [("m", g.m), ("n", g.n), ("k", g.k)]
        case .convolution(let c), .depthwise(let c), .averagePool(let c):
            [
                ("inputHeight", c.inputHeight), ("inputWidth", c.inputWidth),
                ("inputChannels", c.inputChannels), ("outputChannels", c.outputChannels),
                ("kernelHeight", c.kernelHeight), ("kernelWidth", c.kernelWidth),
                ("strideHeight", c.strideHeight), ("strideWidth", c.strideWidth),
            ]
        }
    }

    /// Elements of the padded input, the weights, the output; nil if these, or the MACs, pass 64 bits.
    private func tensorElements() -> Int? {
        let c = asConvolution
        guard let height = sum(c.inputHeight, c.kernelHeight - 1),
            let width = sum(c.inputWidth, c.kernelWidth - 1),
            let input = product(height, width, c.inputChannels),
            let weights = product(
                c.kernelHeight, c.kernelWidth, isChannelwise ? 1 : c.inputChannels, c.outputChannels),
            let output = product(c.outputHeight, c.outputWidth, c.outputChannels),
            product(c.outputHeight, c.outputWidth, weights, 2) != nil,
            let two = sum(input, weights)
        else { return nil }
        return sum(two, output)
    }
}

private func product(_ factors: Int...) -> Int? {
    var result = 1
    for factor in factors {
        let (value, overflow) = result.multipliedReportingOverflow(by: factor)
        if overflow { return nil }
        result = value
    }
    return result
}

private func sum(_ a: Int, _ b: Int) -> Int? {
    let (value, overflow) = a.addingReportingOverflow(b)
    return overflow ? nil : value
}
