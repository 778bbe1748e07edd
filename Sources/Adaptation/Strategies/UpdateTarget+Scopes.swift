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
        case .channels(let share): return [try .channels(share, network)]
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
