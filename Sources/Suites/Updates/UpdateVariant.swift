import Kernels
import Learning
import Models

/// What of a network a training step updates: `full`, `last/3`, `channels/0.25`; and `full/recomputing`.
enum UpdateVariant: Hashable, Sendable {
    /// All parameters.
    case full
    /// All parameters, and as many activations as memory gets less by are computed again instead of being kept.
    case recomputing
    /// All biases, and the last layer.
    case biases
    /// The last layers.
    case last(Int)
    /// All biases, the last layer, and of each other dense layer the weights of this share of its input channels.
    case channels(Double)

    /// As it stands in a definition and, behind `update-`, in ids.
    var name: String {
        switch self {
        case .full: "full"
        case .recomputing: "full/recomputing"
        case .biases: "biases"
        case .last(let count): "last/\(count)"
        case .channels(let share): "channels/\(SparsityVariant.text(share))"
        }
    }

    /// In a report's words.
    var words: String {
        switch self {
        case .full: "everything is updated"
        case .recomputing: "everything is updated, activations are computed again"
        case .biases: "the biases and the last layer"
        case .last(1): "the last layer alone"
        case .last(let count): "the last \(count) layers"
        case .channels(let share): "the biases, \(percent(share)) of the input channels and the last layer"
        }
    }

    init?(_ name: String) {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        switch (parts[0], parts.count == 2 ? parts[1] : nil) {
        case ("full", nil) where parts.count == 1: self = .full
        case ("full", "recomputing"?): self = .recomputing
        case ("biases", nil) where parts.count == 1: self = .biases
        case ("last", let text?):
            guard let count = Int(text), count >= 1 else { return nil }
            self = .last(count)
        case ("channels", let text?):
            guard let share = Double(text), share > 0, share < 1 else { return nil }
            self = .channels(share)
        default: return nil
        }
    }

    /// What is updated of a network.
    /// - Throws: `TrainingError` for a network without parameters.
    func scope(of network: Network) throws(TrainingError) -> UpdateScope {
        switch self {
        case .full, .recomputing: return .full(network)
        case .biases: return .biases(network)
        case .last(let count): return .last(count, network)
        case .channels(let share): return try .channels(share, network)
        }
    }

    /// How it is trained.
    /// - Throws: `TrainingError` for a network that cannot be trained.
    func plan(of workload: UpdateWorkload) throws(TrainingError) -> TrainingPlan {
        guard case .recomputing = self else { return try plan(of: workload, .nothing) }
        do {
            // Less than anything takes: the error says how little it can become.
            return try plan(of: workload, .toFit(1))
        } catch .doesNotFit(_, let least) {
            return try plan(of: workload, .toFit(least))
        }
    }

    private func plan(
        of workload: UpdateWorkload, _ recomputing: Recomputation
    ) throws(TrainingError) -> TrainingPlan {
        let network = workload.model.network
        return try TrainingPlan(
            network, batch: workload.batch, scope: scope(of: network),
            stateCount: workload.optimiser.optimiser.stateCountPerParameter, recomputing: recomputing)
    }
}
