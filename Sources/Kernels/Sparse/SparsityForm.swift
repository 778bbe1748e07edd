/// Which weights of a layer may be left out together.
public enum SparsityForm: String, Hashable, Sendable, CaseIterable {
    /// Each weight by itself.
    case unstructured
    /// Sixteen output channels of one input.
    case block1x16 = "block-1x16"
    /// Four inputs by four output channels.
    case block4x4 = "block-4x4"
    /// One weight of four successive inputs is kept, for each output channel.
    case oneOfFour = "1-of-4"
    /// Two weights of four successive inputs are kept, for each output channel: what the sparse tensor cores of GPUs take
    /// (Mishra et al., 2021, Accelerating Sparse Deep Neural Networks, arXiv:2104.08378).
    case twoOfFour = "2-of-4"

    /// Inputs and output channels of what is kept or left out as one; of groups, one group.
    public var unit: (inputs: Int, outputs: Int) {
        switch self {
        case .unstructured: (1, 1)
        case .block1x16: (1, 16)
        case .block4x4: (4, 4)
        case .oneOfFour, .twoOfFour: (4, 1)
        }
    }

    /// Weights that each group keeps; nil where nothing is said about groups.
    public var keptOfGroup: Int? {
        switch self {
        case .oneOfFour: 1
        case .twoOfFour: 2
        case .unstructured, .block1x16, .block4x4: nil
        }
    }

    /// The only sparsity that it has; nil where any is possible.
    public var sparsity: Double? { keptOfGroup.map { 1 - Double($0) / 4 } }

    /// Weights that are kept of a layer that can have the form: whole units.
    /// - Parameter sparsity: the share to leave out; of groups the form's own counts.
    public func keptCount(of shape: LayerShape, sparsity: Double) -> Int {
        if let keptOfGroup { return shape.weightCount / 4 * keptOfGroup }
        let size = unit.inputs * unit.outputs
        return Int((Double(shape.weightCount / size) * (1 - sparsity)).rounded()) * size
    }

    /// Why the weights of a layer cannot have this form; nil where they can.
    public func unavailable(for shape: LayerShape) -> String? {
        let c = shape.asConvolution
        guard !shape.isChannelwise else { return "a \(rawValue) pattern is for products, not for channelwise layers" }
        guard c.inputChannels % unit.inputs == 0 else {
            return "\(rawValue) needs input channels in multiples of \(unit.inputs); there are \(c.inputChannels)"
        }
        guard c.outputChannels % unit.outputs == 0 else {
            return "\(rawValue) needs output channels in multiples of \(unit.outputs); there are \(c.outputChannels)"
        }
        return nil
    }
}
