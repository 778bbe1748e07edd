import Kernels
import Models

/// A network in training: parameters, what the optimiser remembers of them, and one stretch of memory for all that comes and
/// goes. Everything is allocated when it is made; a step allocates nothing. Not safe for concurrent use.
///
/// With several plans, scopes take turns (``use(planAt:)``): parameters are shared, the stretch of memory is that of the plan
/// which takes most, and what the optimiser remembers is kept for each plan apart, with a count of its own steps.
public final class Trainer {
    /// The plans that take turns; one in most cases.
    public let plans: [TrainingPlan]
    // It is read with every block and never written meanwhile: checking that would take a share of small networks' time.
    /// What a step does: the plan whose turn it is.
    @exclusivity(unchecked) public private(set) var plan: TrainingPlan
    /// What all plans together take.
    public let memory: TrainingMemory
    /// Whether gradients of which few elements are taken keep those that were chosen last: what choosing costs shows beside.
    public var keepsChoice = false
    /// Steps so far, whichever plan's.
    public var iteration: Int { iterations.reduce(0, +) }
    /// The plan whose turn it is, and the steps of each.
    private var turn = 0
    private var iterations: [Int]
    let optimiser: any Optimiser
    let elements: ElementwiseKernels
    /// nil where tensors and weights are kept as they are computed with.
    let tensorStore: TensorStore?
    private(set) var weightStore: WeightStore?
    /// What stays: parameters, then what the optimiser remembers, plan after plan.
    let persistent: UnsafeMutableRawPointer
    /// Where what is remembered for the plan whose turn it is begins.
    private(set) var firstState = 0
    /// The blocks of the plan.
    let arena: UnsafeMutableRawPointer

    /// The loss of a batch's outputs, and its gradient.
    public typealias Loss = (
        _ outputs: UnsafePointer<Float>, _ gradient: UnsafeMutablePointer<Float>
    ) throws -> Double

    /// Begins with a model's parameters.
    /// - Parameters:
    ///   - model: in FP32, of the plan's network.
    ///   - optimiser: whose state the plan has room for.
    /// - Throws: ``TrainingError/otherModel(reason:)``.
    public convenience init(
        _ plan: TrainingPlan, model: Model, optimiser: any Optimiser, elements: ElementwiseKernels = .fastest
    ) throws(TrainingError) {
        try self.init(inTurn: [plan], model: model, optimiser: optimiser, elements: elements)
    }

    /// Begins with a model's parameters and the first of several plans.
    /// - Parameters:
    ///   - plans: at least one; of the same network, batch, numbers, rules and backend, each with its scope.
    ///   - model: in FP32, of the plans' network.
    ///   - optimiser: whose state the plans have room for.
    /// - Throws: ``TrainingError/otherPlan(index:reason:)`` or ``TrainingError/otherModel(reason:)``.
    public init(
        inTurn plans: [TrainingPlan], model: Model, optimiser: any Optimiser, elements: ElementwiseKernels = .fastest
    ) throws(TrainingError) {
        guard let first = plans.first else { throw .otherPlan(index: 0, reason: "there is none") }
        for (index, plan) in plans.enumerated() {
            if let reason = plan.difference(from: first) { throw .otherPlan(index: index, reason: reason) }
        }
        self.plans = plans
        plan = first
        memory = TrainingMemory(inTurn: plans)
        iterations = plans.map { _ in 0 }
        self.optimiser = optimiser
        self.elements = elements
        tensorStore = TensorStore(first.numbers)
        weightStore = WeightStore(first.numbers, elements)
        let arenaByteCount = plans.map(\.arena.byteCount).max() ?? 0
        persistent = .allocate(
            byteCount: memory.parameters + memory.optimiserState + first.slack, alignment: MemoryPlacement.alignment)
        arena = .allocate(byteCount: arenaByteCount + first.slack, alignment: MemoryPlacement.alignment)
        arena.initializeMemory(as: UInt8.self, repeating: 0, count: arenaByteCount)
        try reset(to: model)
    }

    deinit {
        persistent.deallocate()
        arena.deallocate()
    }

    /// Begins anew with a model's parameters and the first plan.
    /// - Throws: ``TrainingError/otherModel(reason:)``.
    public func reset(to model: Model) throws(TrainingError) {
        for index in plans.indices { iterations[index] = 0 }
        persistent.initializeMemory(
            as: UInt8.self, repeating: 0, count: memory.parameters + memory.optimiserState)
        for step in plans.lazy.flatMap(\.steps) {
            if case .gradientSparse(let sparse) = step.kernel { sparse.gradient.forget() }
        }
        weightStore = WeightStore(plan.numbers, elements)
        use(planAt: 0)
        try take(model)
    }

    /// Gives a plan its turn: the next steps are its own. Nothing is computed or allocated.
    /// - Parameter index: of ``plans``.
    public func use(planAt index: Int) {
        precondition(plans.indices.contains(index), "there are \(plans.count) plans")
        (turn, plan) = (index, plans[index])
        firstState = memory.parameters + plans[..<index].reduce(0) { $0 + $1.memory.optimiserState }
    }

    /// The network's outputs for a batch of inputs, which stay until the next call.
    /// - Parameter input: the plan's batch, example after example, and as many bytes behind it as its backend's slack.
    public func forward(_ input: UnsafePointer<Float>) -> UnsafePointer<Float> {
        for index in plan.steps.indices { compute(index, plan.steps[index].forward, input) }
        return UnsafePointer(block(plan.steps[plan.steps.count - 1].forward.output))
    }

    /// One training step: forward, loss, backward, and each parameter updated as soon as its gradient is known.
    /// - Parameters:
    ///   - input: the plan's batch, example after example, and as many bytes behind it as its backend's slack.
    ///   - rate: of this step.
    /// - Returns: the loss before the update.
    /// - Throws: what the loss throws; nothing is updated then.
    public func step(_ input: UnsafePointer<Float>, rate: Double, loss: Loss) throws -> Double {
        let value = try forward(input, loss: loss)
        countStep()
        backward(input, .applied(rate: rate))
        return value
    }

    /// The gradients alone, once more after a step with the same input; nothing is updated. The plan must allow it:
    /// ``TrainingPlan/repeatsBackward``.
    public func repeatBackward(_ input: UnsafePointer<Float>) {
        precondition(
            plan.repeatsBackward && stepsOfPlan > 0, "the plan keeps what the backward pass needs, and a step left it")
        backward(input, .dropped)
    }

    /// Steps of the plan whose turn it is.
    var stepsOfPlan: Int { iterations[turn] }

    /// Counts a step of the plan whose turn it is.
    func countStep() { iterations[turn] += 1 }

    /// The loss of a batch, and its gradient by the outputs.
    func forward(_ input: UnsafePointer<Float>, loss: Loss) throws -> Double {
        let outputs = forward(input)
        guard let backward = plan.steps[plan.steps.count - 1].backward else { return 0 }
        return try loss(outputs, block(backward.gradient))
    }

    /// The elements that the backward pass of a step took last; nil where it takes all.
    public func chosenGradient(ofStep index: Int) -> [Float]? {
        guard case .gradientSparse(let sparse) = plan.steps[index].kernel else { return nil }
        return sparse.gradient.matrix()
    }

    /// What failed first in a kernel so far, and in which step; nil where nothing has.
    public var failure: String? {
        for (index, step) in plan.steps.enumerated() {
            let channels = step.update?.weights?.channels?.kernels ?? []
            let failure = step.kernel.failure ?? StepKernel.dense(channels).failure
            if let failure { return "\(plan.network.steps[index].name): \(failure)" }
        }
        return nil
    }
}
