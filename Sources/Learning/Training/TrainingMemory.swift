import Models

/// What training takes in bytes, by what it is for.
public struct TrainingMemory: Sendable, Equatable {
    /// What a block of memory is for.
    public enum Category: String, Sendable, CaseIterable {
        /// Outputs of steps, kept or computed again, and what the backward pass needs of them: chosen channels and the bits of
        /// activations.
        case activations
        /// Gradients by tensors and by parameters.
        case gradients
        /// Packed weights, copies in FP32 of what is stored in other numbers, and what kernels work in.
        case workspace
    }

    /// The batch's inputs, which the caller holds.
    public let input: Int
    /// Weights and biases of all steps, and the scales of integer weights.
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
    /// - Parameters:
    ///   - planner: of what comes and goes.
    ///   - slack: bytes behind what stays, and as many behind what comes and goes.
    ///   - placement: of the planner's blocks; nil counts as though none left a gap.
    init(_ planner: TrainingPlanner, slack: Int, placement: MemoryPlacement?) {
        // Memory grows where a block begins to live alone.
        var changes = [Int](repeating: 0, count: planner.schedule.passes.count + 1)
        for (_, block) in planner.blocks {
            let bytes = MemoryPlacement.aligned(block.byteCount)
            changes[block.life.lowerBound] += bytes
            changes[block.life.upperBound + 1] -= bytes
        }
        var (bytes, most, moment) = (0, 0, 0)
        for (next, change) in changes.enumerated() {
            bytes += change
            if bytes > most { (most, moment) = (bytes, next) }
        }
        var peak: [Category: Int] = [:]
        for (category, block) in planner.blocks where block.byteCount > 0 && block.life.contains(moment) {
            peak[category, default: 0] += MemoryPlacement.aligned(block.byteCount)
        }
        let problem = planner.problem
        self.init(
            input: problem.elements(0) * MemoryLayout<Float>.stride, parameters: planner.parameterBytes,
            optimiserState: planner.stateBytes,
            chosenGradients: problem.steps.reduce(2 * slack) { $0 + $1.chosenBytes }, atPeak: peak,
            fragmentation: (placement?.byteCount ?? most) - most)
    }
}

extension TrainingMemory {
    /// What plans of one network take that take turns: each has a state of its own, and the rest is shared.
    init(inTurn plans: [TrainingPlan]) {
        let largest = plans.max { $0.arena.byteCount < $1.arena.byteCount }
        let slack = 2 * (largest?.slack ?? 0)
        self.init(
            input: largest?.memory.input ?? 0, parameters: largest?.memory.parameters ?? 0,
            optimiserState: plans.reduce(0) { $0 + $1.memory.optimiserState },
            chosenGradients: plans.reduce(slack) { $0 + $1.memory.chosenGradients - slack },
            atPeak: largest?.memory.atPeak ?? [:], fragmentation: largest?.memory.fragmentation ?? 0)
    }
}
