import Models

/// What a training step has to compute, so that a scope's parameters are updated.
struct TrainingNeeds {
    /// Of each tensor: whether the loss's gradient by it is needed.
    let gradients: [Bool]
    /// Of each tensor: the steps that take it and add to its gradient, in the order of the backward pass.
    let sources: [[Int]]
    /// Of each tensor: the steps that take it, in their order.
    let takers: [[Int]]

    init(_ network: Network, _ scope: UpdateScope) {
        var gradients = [Bool](repeating: false, count: network.tensorCount)
        for (index, step) in network.steps.enumerated() {
            gradients[index + 1] = scope.parts[index] != .none || step.inputs.contains { gradients[$0] }
        }
        // What follows the last step is the loss.
        self.gradients = gradients
        sources = gradients.indices.map { tensor in
            guard gradients[tensor] else { return [] }
            return network.steps.indices.reversed().flatMap { step in
                network.steps[step].inputs.filter { $0 == tensor }.map { _ in step }
            }
        }
        takers = gradients.indices.map { tensor in
            network.steps.indices.filter { network.steps[$0].inputs.contains(tensor) }
        }
    }
}
