import Models

/// What is kept from the forward pass for the backward pass, and what is computed again there instead.
///
/// A tensor that is made and taken inside one recomputed segment is dropped after its last forward taker. Its step is computed
/// again where the backward pass reads the tensor, or a step does that is computed again itself. What a segment takes from
/// others, and what others take from it, over a skip connection as at its end, is kept.
struct KeptTensors {
    /// Steps whose tensors are dropped, in their order; none overlap.
    let segments: [Range<Int>]
    /// Of each tensor: whether it is dropped after the forward pass.
    let isDropped: [Bool]
    /// Of each step: whether it is computed again.
    let isComputedAgain: [Bool]
    /// Of each step: whether the gradient by its weights takes its whole input.
    let readsInput: [Bool]
    /// Of each tensor: whether it is whole when the backward pass of the step that made it begins, as others have read it there.
    let isRead: [Bool]

    init(_ network: Network, _ scope: UpdateScope, _ needs: TrainingNeeds, segments: [Range<Int>]) {
        let dropped = (0..<network.tensorCount).map { tensor in
            guard let own = segments.first(where: { $0.contains(tensor - 1) }) else { return false }
            return !needs.takers[tensor].isEmpty && needs.takers[tensor].allSatisfy(own.contains)
        }
        let reads = network.steps.indices.map { step in
            switch scope.parts[step] {
            case .all: true
            // Of a tensor that is there again, channels are taken then; of others, they are kept.
            case .inputChannels: dropped[network.steps[step].inputs[0]]
            case .none, .biases: false
            }
        }
        var again = network.steps.map { _ in false }
        for step in network.steps.indices.reversed() where dropped[step + 1] {
            again[step] = needs.takers[step + 1].contains { reads[$0] || again[$0] }
        }
        (self.segments, isDropped, isComputedAgain, readsInput) = (segments, dropped, again, reads)
        isRead = needs.takers.map { $0.contains { reads[$0] } }
    }
}
