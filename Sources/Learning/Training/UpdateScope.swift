import Kernels
import Models

/// Which parameters a training step updates. What is not updated is neither computed nor kept.
public struct UpdateScope: Sendable, Equatable {
    /// What of a step's parameters.
    public enum Part: Sendable, Equatable {
        /// Nothing.
        case none
        /// The biases (Cai et al., 2020, TinyTL, arXiv:2007.11622).
        case biases
        /// The biases, and the weights of so many input channels, the first ones (Lin et al., 2022, On-Device Training Under
        /// 256KB Memory, arXiv:2206.15472).
        case inputChannels(Int)
        /// Weights and biases.
        case all
    }

    /// Of each step; ``Part/none`` for those without parameters.
    public let parts: [Part]

    /// One part a step.
    /// - Throws: ``TrainingError`` for a part that its step does not have, and where nothing is updated.
    public init(_ parts: [Part], of network: Network) throws(TrainingError) {
        guard parts.count == network.steps.count else {
            throw .scopeCount(steps: network.steps.count, parts: parts.count)
        }
        guard parts.contains(where: { $0 != .none }) else { throw .nothingUpdated }
        for (step, part) in zip(network.steps, parts) where part != .none {
            guard case .layer(let shape) = step.shape, shape.biasCount > 0 else {
                throw .noParameters(step: step.name)
            }
            guard case .inputChannels(let count) = part else { continue }
            let channels = shape.isChannelwise ? 0 : shape.asConvolution.inputChannels
            guard (1...max(1, channels)).contains(count), channels > 0 else {
                throw .channels(step: step.name, asked: count, there: channels)
            }
        }
        self.parts = parts
    }

    private init(_ network: Network, _ part: (_ layer: Int, _ layers: Int) -> Part) {
        let layers = network.steps.indices.filter { network.steps[$0].shape.parameterCount > 0 }
        var parts = [Part](repeating: .none, count: network.steps.count)
        for (number, step) in layers.enumerated() { parts[step] = part(number, layers.count) }
        self.parts = parts
    }

    /// All parameters.
    public static func full(_ network: Network) -> UpdateScope { UpdateScope(network) { _, _ in .all } }

    /// All biases and the last layer's weights, without which no new task can be learnt.
    public static func biases(_ network: Network) -> UpdateScope {
        UpdateScope(network) { layer, layers in layer == layers - 1 ? .all : .biases }
    }

    /// All biases, of every layer that has input channels the weights of this share of them, at least of one, and the last layer: a
    /// sparse update (Lin et al., 2022, On-Device Training Under 256KB Memory, arXiv:2206.15472).
    /// - Throws: ``TrainingError/nothingUpdated`` for a network without parameters.
    public static func channels(_ share: Double, _ network: Network) throws(TrainingError) -> UpdateScope {
        let last = network.steps.lastIndex { $0.shape.parameterCount > 0 }
        let parts = network.steps.indices.map { index -> Part in
            guard case .layer(let shape) = network.steps[index].shape, shape.parameterCount > 0 else { return .none }
            if index == last { return .all }
            guard !shape.isChannelwise else { return .biases }
            let channels = Double(shape.asConvolution.inputChannels)
            return .inputChannels(max(1, Int((share * channels).rounded())))
        }
        return try UpdateScope(parts, of: network)
    }

    /// The last `count` layers with parameters; all of them where there are fewer.
    public static func last(_ count: Int, _ network: Network) -> UpdateScope {
        UpdateScope(network) { layer, layers in layer >= layers - max(1, count) ? .all : .none }
    }

    /// One scope for each layer with parameters, from the first to the last: for layers that take turns.
    public static func layers(_ network: Network) -> [UpdateScope] {
        let count = network.steps.count { $0.shape.parameterCount > 0 }
        return (0..<count).map { own in UpdateScope(network) { layer, _ in layer == own ? .all : .none } }
    }

    /// The last layer.
    public static func head(_ network: Network) -> UpdateScope { last(1, network) }
}

extension UpdateScope.Part {
    /// Whether weights are updated.
    var hasWeights: Bool {
        switch self {
        case .none, .biases: false
        case .inputChannels, .all: true
        }
    }

    /// The input channels whose weights are updated.
    func channels(of shape: LayerShape) -> Int {
        switch self {
        case .none, .biases: 0
        case .inputChannels(let count): count
        case .all: shape.asConvolution.inputChannels
        }
    }

    /// Weights of a layer that are updated.
    func weightCount(of shape: LayerShape) -> Int {
        shape.weightCount / shape.asConvolution.inputChannels * channels(of: shape)
    }

    /// Parameters of a layer that are updated.
    public func parameterCount(of shape: LayerShape) -> Int {
        guard self != .none, shape.biasCount > 0 else { return 0 }
        return shape.biasCount + weightCount(of: shape)
    }
}
