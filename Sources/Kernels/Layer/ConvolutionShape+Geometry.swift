/// Facts of a valid shape (``LayerShape/validate(memory:)``).
extension ConvolutionShape {
    /// Rows of the output.
    public var outputHeight: Int {
        Self.outputs(input: inputHeight, kernel: kernelHeight, stride: strideHeight, padding: padding)
    }

    /// Columns of the output.
    public var outputWidth: Int {
        Self.outputs(input: inputWidth, kernel: kernelWidth, stride: strideWidth, padding: padding)
    }

    /// Rows of padding above the input; what is missing at the end follows from the output's height.
    public var paddingTop: Int {
        Self.paddingBefore(input: inputHeight, kernel: kernelHeight, stride: strideHeight, padding: padding)
    }

    /// Columns of padding left of the input.
    public var paddingLeft: Int {
        Self.paddingBefore(input: inputWidth, kernel: kernelWidth, stride: strideWidth, padding: padding)
    }

    private static func outputs(input: Int, kernel: Int, stride: Int, padding: Padding) -> Int {
        switch padding {
        case .same: (input - 1) / stride + 1
        case .valid: (input - kernel) / stride + 1
        }
    }

    private static func paddingBefore(input: Int, kernel: Int, stride: Int, padding: Padding) -> Int {
        switch padding {
        case .same:
            max(
                0,
                (outputs(input: input, kernel: kernel, stride: stride, padding: .same) - 1) * stride + kernel
                    - input)
                / 2
        case .valid: 0
        }
    }
}

extension LayerShape {
    /// The layer as a convolution: a product is the 1×1 convolution of a 1×M image with K channels.
    public var asConvolution: ConvolutionShape {
        switch self {
        case .gemm(let g):
            ConvolutionShape(
                inputHeight: 1, inputWidth: g.m, inputChannels: g.k, outputChannels: g.n, kernelHeight: 1,
                kernelWidth: 1, padding: .valid)
        case .convolution(let c), .depthwise(let c), .averagePool(let c): c
        }
    }

    /// Each output channel depends on its own input channel alone.
    public var isChannelwise: Bool {
        switch self {
        case .depthwise, .averagePool: true
        case .gemm, .convolution: false
        }
    }

    /// Weights and biases are nothing that is stored.
    var isPooling: Bool {
        if case .averagePool = self { true } else { false }
    }
}
