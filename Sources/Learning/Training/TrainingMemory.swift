import Models

/// What training takes in bytes, by what it is for.
public struct TrainingMemory: Sendable, Equatable {
    /// What a block of memory is for.
    public enum Category: String, Sendable, CaseIterable {
        /// Outputs of steps, and what the backward pass needs of them: chosen channels and the bits of activations.
        case activations
        /// Gradients by tensors and by parameters.
        case gradients
        /// Packed weights, and what kernels work in.
        case workspace
    }

    /// The batch's inputs, which the caller holds.
    public let input: Int
    /// Weights and biases of all steps.
    public let parameters: Int
    /// What the optimiser remembers of those that are updated.
    public let optimiserState: Int
    /// Elements of gradients that a rule chose, and where they are.
    public let chosenGradients: Int
    /// The blocks that come and go, at the moment when they take most.
    public let atPeak: [Category: Int]
    /// What no block uses of the stretch of memory that all of them share.
    public let fragmentation: Int

    /// Everything.
    public var total: Int {
        input + parameters + optimiserState + chosenGradients + atPeak.values.reduce(0, +) + fragmentation
    }
}

extension TrainingMemory {
    /// - Parameter blocks: with what each is for, placed.
    init(
        input: Int, parameters: Int, optimiserState: Int, chosenGradients: Int,
        blocks: [(category: Category, block: MemoryPlacement.Block)], placement: MemoryPlacement
    ) {
        func live(at moment: Int) -> [Category: Int] {
            var bytes: [Category: Int] = [:]
            for (category, block) in blocks where block.life.contains(moment) {
                bytes[category, default: 0] += MemoryPlacement.aligned(block.byteCount)
            }
            return bytes
        }
        func sum(_ bytes: [Category: Int]) -> Int { bytes.values.reduce(0, +) }
        // Memory grows where a block begins to live alone.
        let peak = Set(blocks.map(\.block.life.lowerBound)).sorted().map(live).max { sum($0) < sum($1) } ?? [:]
        self.init(
            input: input, parameters: parameters, optimiserState: optimiserState, chosenGradients: chosenGradients,
            atPeak: peak,
            fragmentation: placement.byteCount - sum(peak))
    }
}
