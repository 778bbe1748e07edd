import Kernels
import Learning
import Models

extension UpdateTarget {
    /// The parts of a network that are updated in turn; one where it is always the same, none where nothing is.
    /// - Throws: `TrainingError` for a network without parameters.
    func scopes(of network: Network) throws -> [UpdateScope] {
        switch self {
        case .frozen: return []
        case .tinyOL: return [.head(network)]
        case .full: return [.full(network)]
        case .head: return [.head(network)]
        case .last(let layers): return [.last(layers, network)]
        case .biases: return [.biases(network)]
        case .layerWise: return UpdateScope.layers(network).reversed()
        case .channels(let share):
            let last = network.steps.indices.last { network.steps[$0].shape.parameterCount > 0 }
            return [
                try UpdateScope(
                    network.steps.indices.map { index -> UpdateScope.Part in
                        guard case .layer(let shape) = network.steps[index].shape, shape.parameterCount > 0 else {
                            return .none
                        }
                        if index == last { return .all }
                        guard !shape.isChannelwise else { return .biases }
                        let channels = Double(shape.asConvolution.inputChannels)
                        return .inputChannels(max(1, Int((share * channels).rounded())))
                    }, of: network)
            ]
        }
    }
}

extension AdaptationStrategy {
    /// What of each step of a network it updates, in whichever turn; nothing where it does not learn.
    /// - Throws: `TrainingError` for a network without parameters.
    public func learningParts(of network: Network) throws -> [UpdateScope.Part] {
        let scopes = try target.scopes(of: network)
        return network.steps.indices.map { step in
            // Turns share no step.
            scopes.map { $0.parts[step] }.first { $0 != .none } ?? .none
        }
    }
}
