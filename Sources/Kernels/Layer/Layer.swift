/// A layer with its weights, in one precision. Weights are K×N row-major for a product
/// (K = kernelHeight·kernelWidth·inputChannels in that order for a convolution),
/// kernelHeight×kernelWidth×channels for a depthwise one, and none for average pooling.
public enum Layer: Sendable {
    case float(FloatLayer)
    case integer(IntegerLayer)

    /// The arithmetic of the layer.
    public var precision: Precision {
        switch self {
        case .float(let layer): layer.format.precision
        case .integer(let layer): layer.precision
        }
    }

    /// What is multiplied with what.
    public var shape: LayerShape {
        switch self {
        case .float(let layer): layer.shape
        case .integer(let layer): layer.shape
        }
    }
}

extension Layer {
    /// The weights' elements in the order that ``Layer`` names: floating-point numbers in the layer's format, integers
    /// one a byte whatever their bits.
    public var weightBytes: [UInt8] {
        switch self {
        case .float(let layer): layer.format.encode(layer.weights)
        case .integer(let layer): layer.weights.withUnsafeBytes { Array($0) }
        }
    }

    /// The layer as kernels compute it: average pooling is the depthwise layer whose weights are all alike.
    var lowered: Layer {
        switch self {
        case .float(let layer): .float(layer.lowered)
        case .integer(let layer): .integer(layer.lowered)
        }
    }
}
