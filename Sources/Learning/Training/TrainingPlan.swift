import Kernels
import Models

/// How a network is trained a batch at a time: what is computed, by which kernels, and where all of it lies in memory.
///
/// A step's parameters are updated right after their gradients are known, so that no gradient waits for the others. Weights are
/// packed before each use, as they change with every step.
public struct TrainingPlan: Sendable {
    /// What is trained.
    public let network: Network
    /// Examples of a batch.
    public let batch: Int
    /// Which elements of its output's gradient the backward pass of a step takes, by the number of the step.
    public let rules: [Int: GradientRule]
    /// What of it.
    public let scope: UpdateScope
    /// In which numbers weights and the tensors between steps are kept.
    public let numbers: TrainingNumbers
    /// What it takes.
    public let memory: TrainingMemory
    /// Multiply–accumulates of a training step: of the forward pass, and of the gradients that are computed, where rules say how
    /// many elements are taken. What is computed again is ``recomputedMACs``, beside.
    public let macs: (forward: Int, backward: Int)
    /// Compulsory traffic of a training step in bytes: the batch and all parameters read, those that are updated written, and
    /// what the optimiser remembers of them both.
    public let traffic: Int

    /// Whether the backward pass can be repeated alone: no block lies over another.
    public let repeatsBackward: Bool

    /// Steps, of the forward pass, in segments whose tensors are not kept for the backward pass where they can be computed again.
    public let recomputedSegments: [Range<Int>]
    /// Multiply–accumulates of the steps that are computed again in the backward pass.
    public let recomputedMACs: Int

    /// The tensors of a flat gradient, one behind the other without gaps: of each step that is updated its weights, then its
    /// biases.
    public let gradientLayout: [GradientTensor]
    /// Elements of a flat gradient: parameters that are updated.
    public let gradientCount: Int

    /// What is computed in which order.
    let schedule: TrainingSchedule
    let steps: [TrainingStep]
    /// The blocks of what comes and goes.
    let arena: MemoryPlacement
    /// Bytes of what stays from step to step.
    let persistentByteCount: Int
    /// Bytes behind it and behind the blocks that kernels may read, whatever they are.
    public let slack: Int
    /// Whether kernels of libraries keep memory that is not planned.
    public var keepsMemory: Bool { steps.contains { $0.kernel.keepsMemory } }

    /// Plans a training step.
    /// - Parameters:
    ///   - batch: at least 1.
    ///   - stateCount: floats that the optimiser remembers of a parameter.
    ///   - rules: which elements of its output's gradient the backward pass of a step takes, by the number of the step; all
    ///     where it is not named.
    ///   - seed: of rules that choose at random.
    ///   - repeatsBackward: whether the backward pass can be repeated alone; no block lies over another then.
    ///   - numbers: in which weights and the tensors between steps are kept.
    ///   - recomputing: what is computed again in the backward pass instead of being kept.
    ///   - backend: of the kernels; the fastest native one that this machine runs by default.
    /// - Throws: ``TrainingError`` for an empty batch, a step that the backend does not take, numbers that do not fit the network,
    ///   and ``TrainingError/doesNotFit(limit:least:)`` where no recomputation comes down to a limit.
    public init(
        _ network: Network, batch: Int, scope: UpdateScope, stateCount: Int, rules: [Int: GradientRule] = [:],
        seed: UInt64 = 1, repeatsBackward: Bool = false, numbers: TrainingNumbers = .fp32,
        recomputing: Recomputation = .nothing, backend: any TrainingBackend = TrainingBackends.fastestNative
    ) throws(TrainingError) {
        try self.init(
            network, batch: batch, scope: scope, stateCount: stateCount, rules: rules, seed: seed,
            repeatsBackward: repeatsBackward, numbers: numbers, recomputing: recomputing, backend: backend,
            placing: repeatsBackward ? MemoryPlacement.apart : MemoryPlacement.init)
    }

    /// - Parameter segments: that are recomputed; nil has them chosen.
    init(
        _ network: Network, batch: Int, scope: UpdateScope, stateCount: Int, rules: [Int: GradientRule] = [:],
        seed: UInt64 = 1, repeatsBackward: Bool = false, numbers: TrainingNumbers = .fp32,
        recomputing: Recomputation = .nothing, segments: [Range<Int>]? = nil, backend: any TrainingBackend,
        placing: ([MemoryPlacement.Block]) -> MemoryPlacement
    ) throws(TrainingError) {
        let problem = try TrainingProblem(
            network, batch: batch, scope: scope, stateCount: stateCount, rules: rules, seed: seed, numbers: numbers,
            backend: backend)
        let slack = max(rules.isEmpty ? 0 : GradientSparseLayer.slack * MemoryLayout<Float>.stride, backend.slack)
        func total(_ planner: TrainingPlanner, isPlaced: Bool) -> Int {
            let blocks = planner.blocks.map(\.block)
            var placed: MemoryPlacement?
            if isPlaced { placed = repeatsBackward ? .apart(blocks) : MemoryPlacement(blocks) }
            return TrainingMemory(planner, slack: slack, placement: placed).total
        }
        let planner: TrainingPlanner
        if let segments {
            planner = TrainingPlanner(problem, recomputing: segments)
        } else {
            planner = try .planned(problem, recomputing, total: total)
        }
        (self.network, self.batch, self.rules, self.scope, self.numbers) = (network, batch, rules, scope, numbers)
        (self.repeatsBackward, self.slack) = (repeatsBackward, slack)
        (schedule, steps) = (planner.schedule, planner.steps)
        (gradientLayout, gradientCount) = (planner.gradientLayout, planner.updatedCount)
        (recomputedSegments, recomputedMACs) = (planner.kept.segments, planner.recomputedMACs)
        arena = placing(planner.blocks.map(\.block))
        persistentByteCount = planner.parameterBytes + planner.stateBytes
        memory = TrainingMemory(planner, slack: slack, placement: arena)
        macs = (batch * network.macs, problem.backwardMACs)
        traffic = memory.input + problem.parameterTraffic + 2 * planner.stateBytes
    }
}

extension TrainingPlan {
    /// Why it cannot take turns with another plan; nil where it can: they must agree on the parameters and where these lie, and on
    /// what may be read behind an end.
    func difference(from other: TrainingPlan) -> String? {
        guard network.isSame(as: other.network) else { return "its network is another" }
        guard batch == other.batch else { return "its batch has \(batch) examples, not \(other.batch)" }
        guard numbers == other.numbers else { return "its numbers are others" }
        guard rules == other.rules else { return "its rules are others" }
        guard slack == other.slack else { return "its backend is another" }
        return nil
    }
}

extension Network {
    fileprivate func isSame(as other: Network) -> Bool {
        steps.elementsEqual(other.steps) { ($0.shape, $0.inputs, $0.clamp) == ($1.shape, $1.inputs, $1.clamp) }
    }
}
