/// Why a layer or a backend was refused.
public enum KernelError: Error, Equatable, Sendable {
    /// A dimension, kernel size or stride below 1.
    case dimensionNotPositive(LayerShape, name: String, value: Int)
    /// VALID padding with a kernel that does not fit once.
    case kernelLargerThanInput(LayerShape)
    /// A depthwise layer with more or fewer output than input channels.
    case channelsDiffer(LayerShape)
    /// Average pooling with padding: what lies outside has no mean.
    case poolingIsPadded(LayerShape)
    /// K of ``LayerShape/depthLimit`` or more.
    case depthTooLarge(LayerShape, depth: Int)
    /// Element counts or MACs beyond 64 bits.
    case shapeOverflows(LayerShape)
    /// The layer with its copies and its oracle does not fit into memory; in bytes.
    case shapeTooLarge(LayerShape, needed: Int, memory: Int)
    /// An array of another length than the shape says.
    case countDiffers(LayerShape, array: String, expected: Int, actual: Int)
    /// A parameter outside its range: zero points, clamps, multipliers, scales.
    case parameterOutOfRange(LayerShape, name: String, value: String, range: String)
    /// Weights and bias of a channel for which some input passes int32.
    case accumulatorOverflows(LayerShape, channel: Int, bound: Int)
    /// A layer of one precision given to a backend of another.
    case precisionDiffers(backend: String, layer: Precision)
    /// A backend that this machine cannot run.
    case backendUnavailable(backend: String, reason: String)
}

extension KernelError: CustomStringConvertible {
    /// Place, cause and remedy in one sentence.
    public var description: String {
        switch self {
        case .dimensionNotPositive(let shape, let name, let value):
            "\(shape): \(name) is \(value); every dimension, kernel size and stride must be at least 1"
        case .kernelLargerThanInput(let shape):
            "\(shape): the kernel does not fit into the input; use padding same or a smaller kernel"
        case .channelsDiffer(let shape):
            "\(shape): a depthwise layer needs as many output channels as input channels"
        case .poolingIsPadded(let shape):
            "\(shape): average pooling takes no padding; use padding valid"
        case .depthTooLarge(let shape, let depth):
            """
            \(shape): K is \(depth), but int8 products are summed in int32, which is exact below \
            \(LayerShape.depthLimit) only; split the layer along K
            """
        case .shapeOverflows(let shape):
            "\(shape): its element counts do not fit into 64 bits; use smaller dimensions"
        case .shapeTooLarge(let shape, let needed, let memory):
            """
            \(shape): needs \(needed) bytes for its tensors, copies and oracle, but there are \(memory); \
            use smaller dimensions
            """
        case .countDiffers(let shape, let array, let expected, let actual):
            "\(shape): \(array) has \(actual) elements; the shape needs \(expected)"
        case .parameterOutOfRange(let shape, let name, let value, let range):
            "\(shape): \(name) is \(value); it must be \(range)"
        case .accumulatorOverflows(let shape, let channel, let bound):
            """
            \(shape): the sum of output channel \(channel) can reach \(bound), beyond int32; use a smaller \
            bias or fewer products
            """
        case .precisionDiffers(let backend, let layer):
            "\(backend) was given a layer in \(layer.rawValue); choose a \(layer.rawValue) backend"
        case .backendUnavailable(let backend, let reason):
            "\(backend) cannot run here: \(reason)"
        }
    }
}
