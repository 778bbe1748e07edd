import Kernels

/// What a step of a network computes, without its weights.
public enum OperationShape: Hashable, Sendable {
    /// One tensor through a layer.
    case layer(LayerShape)
    /// Two tensors of this form, element by element.
    case addition(ImageShape)

    /// Refuses a shape that has no output or does not fit into memory. An addition's tensors are those of a pooling window
    /// of one pixel.
    /// - Throws: `KernelError` with the reason.
    public func validate() throws(KernelError) {
        switch self {
        case .layer(let shape): try shape.validate()
        case .addition(let image):
            let pixel = ConvolutionShape(
                inputHeight: image.height, inputWidth: image.width, inputChannels: image.channels,
                outputChannels: image.channels, kernelHeight: 1, kernelWidth: 1, padding: .valid)
            try LayerShape.averagePool(pixel).validate()
        }
    }

    /// Multiply–accumulates, as the published totals of models count them: additions have none.
    public var macs: Int {
        switch self {
        case .layer(let shape): shape.macs
        case .addition: 0
        }
    }

    /// Weights and biases.
    public var parameterCount: Int {
        switch self {
        case .layer(let shape): shape.parameterCount
        case .addition: 0
        }
    }

    /// Tensors that it takes.
    public var operandCount: Int {
        switch self {
        case .layer: 1
        case .addition: 2
        }
    }

    /// Elements of one operand.
    public var inputCount: Int {
        switch self {
        case .layer(let shape): shape.inputCount
        case .addition(let image): image.count
        }
    }

    /// Elements of all operands and the output.
    public var activationCount: Int { operandCount * inputCount + output.count }

    /// The form of the output.
    public var output: ImageShape {
        switch self {
        case .addition(let image): image
        case .layer(.gemm(let gemm)): ImageShape(height: 1, width: gemm.m, channels: gemm.n)
        case .layer(.convolution(let c)), .layer(.depthwise(let c)), .layer(.averagePool(let c)):
            ImageShape(height: c.outputHeight, width: c.outputWidth, channels: c.outputChannels)
        }
    }

    /// The form that an operand must have; nil for products, which take the elements of any form in their order.
    public var input: ImageShape? {
        switch self {
        case .addition(let image): image
        case .layer(.gemm): nil
        case .layer(.convolution(let c)), .layer(.depthwise(let c)), .layer(.averagePool(let c)):
            ImageShape(height: c.inputHeight, width: c.inputWidth, channels: c.inputChannels)
        }
    }

    /// Compulsory traffic of one call in bytes: everything read once, the output written once.
    public func bytes(_ precision: Precision) -> Int {
        switch self {
        case .layer(let shape): shape.bytes(precision)
        case .addition(let image): Addition.bytes(count: image.count, precision)
        }
    }
}

/// The form of a tensor: one image, channels last.
public struct ImageShape: Hashable, Sendable, CustomStringConvertible {
    /// Rows.
    public var height: Int
    /// Columns.
    public var width: Int
    /// Elements of a pixel.
    public var channels: Int

    /// Every dimension at least 1.
    public init(height: Int, width: Int, channels: Int) {
        self.height = height
        self.width = width
        self.channels = channels
    }

    /// Elements.
    public var count: Int { height * width * channels }

    /// `25×5×64`.
    public var description: String { "\(height)×\(width)×\(channels)" }
}
