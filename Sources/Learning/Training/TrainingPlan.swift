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
    /// What it takes.
    public let memory: TrainingMemory
    /// Multiply–accumulates of a training step: of the forward pass, and of the gradients that are computed, where rules say how
    /// many elements are taken.
    public let macs: (forward: Int, backward: Int)
    /// Compulsory traffic of a training step in bytes: the batch and all parameters read, those that are updated written, and
    /// what the optimiser remembers of them both.
    public let traffic: Int

    /// Whether the backward pass can be repeated alone: no block lies over another.
    public let repeatsBackward: Bool

    /// The tensors of a flat gradient, one behind the other without gaps: of each step that is updated its weights, then its
    /// biases.
    public let gradientLayout: [GradientTensor]
    /// Elements of a flat gradient: parameters that are updated.
    public let gradientCount: Int

    let steps: [TrainingStep]
    /// The blocks of what comes and goes.
    let arena: MemoryPlacement
    /// Bytes of what stays from step to step.
    let persistentByteCount: Int
    /// Bytes behind it and behind the blocks that kernels may read, whatever they are.
    let slack: Int
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
    ///   - backend: of the kernels; the fastest native one that this machine runs by default.
    /// - Throws: ``TrainingError`` for an empty batch or a step that the backend does not take.
    public init(
        _ network: Network, batch: Int, scope: UpdateScope, stateCount: Int, rules: [Int: GradientRule] = [:],
        seed: UInt64 = 1, repeatsBackward: Bool = false,
        backend: any TrainingBackend = TrainingBackends.fastestNative
    ) throws(TrainingError) {
        try self.init(
            network, batch: batch, scope: scope, stateCount: stateCount, rules: rules, seed: seed,
            repeatsBackward: repeatsBackward, backend: backend,
            placing: repeatsBackward ? MemoryPlacement.apart : MemoryPlacement.init)
    }

    init(
        _ network: Network, batch: Int, scope: UpdateScope, stateCount: Int, rules: [Int: GradientRule] = [:],
        seed: UInt64 = 1, repeatsBackward: Bool = false, backend: any TrainingBackend,
        placing: ([MemoryPlacement.Block]) -> MemoryPlacement
    ) throws(TrainingError) {
        guard batch >= 1 else { throw .batch(batch) }
        self.network = network
        self.batch = batch
        self.scope = scope
        self.rules = rules
        self.repeatsBackward = repeatsBackward
        var planner = TrainingPlanner(network, batch: batch, scope: scope, seed: seed)
        for index in network.steps.indices {
            try planner.add(index, stateCount: stateCount, rule: rules[index], backend: backend)
        }
        steps = planner.steps
        gradientLayout = planner.gradientLayout
        gradientCount = planner.updatedCount
        arena = placing(planner.blocks.map(\.block))
        persistentByteCount = planner.parameterBytes + planner.stateBytes
        slack = max(rules.isEmpty ? 0 : GradientSparseLayer.slack * MemoryLayout<Float>.stride, backend.slack)
        memory = TrainingMemory(
            input: batch * network.inputCount * MemoryLayout<Float>.stride, parameters: planner.parameterBytes,
            optimiserState: planner.stateBytes, chosenGradients: planner.chosenBytes + 2 * slack,
            blocks: planner.blocks, placement: arena)
        macs = planner.macs
        traffic =
            memory.input + (network.parameterCount + planner.updatedCount) * MemoryLayout<Float>.stride
            + 2 * planner.stateBytes
    }
}
