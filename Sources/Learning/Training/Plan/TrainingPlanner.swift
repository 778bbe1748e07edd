import Kernels
import Models

/// Lists a training step's passes, and its blocks of memory with their lives.
struct TrainingPlanner {
    let schedule: TrainingSchedule
    let kept: KeptTensors
    private(set) var steps: [TrainingStep] = []
    private(set) var blocks: [(category: TrainingMemory.Category, block: MemoryPlacement.Block)] = []
    private(set) var parameterBytes = 0
    var stateBytes = 0
    var updatedCount = 0
    var gradientLayout: [GradientTensor] = []
    let problem: TrainingProblem
    /// Where each tensor is, from the forward pass and from when it is computed again.
    var tensors, tensorsAgain: [Place?]
    /// The block of each tensor's gradient.
    var gradients: [Int?]

    /// A tensor in FP32, and as it is stored in other numbers.
    struct Place {
        var block: Int
        var stored: Int?
    }

    /// - Parameter segments: whose tensors are computed again, in their order.
    init(_ problem: TrainingProblem, recomputing segments: [Range<Int>]) {
        self.problem = problem
        let (network, needs) = (problem.network, problem.needs)
        kept = KeptTensors(network, problem.scope, needs, segments: segments)
        schedule = TrainingSchedule(network, problem.scope, needs, kept)
        tensors = .init(repeating: nil, count: network.tensorCount)
        tensorsAgain = tensors
        gradients = .init(repeating: nil, count: network.tensorCount)
        // Gradients first, as a step's sources lie before it.
        for step in network.steps.indices {
            guard let last = schedule.last(of: step) else { continue }
            let first = needs.sources[step + 1].first.flatMap { schedule.inputGradient[$0] } ?? schedule.loss
            gradients[step + 1] = add(.gradients, problem.elements(step + 1), first...last)
        }
        for index in network.steps.indices { plan(index) }
    }

    /// Multiply–accumulates of what is computed again.
    var recomputedMACs: Int {
        problem.network.steps.indices.reduce(0) {
            $0 + (kept.isComputedAgain[$1] ? problem.batch * problem.network.steps[$1].shape.macs : 0)
        }
    }

    mutating func add(_ category: TrainingMemory.Category, bytes: Int, _ life: ClosedRange<Int>) -> Int {
        blocks.append((category, .init(byteCount: bytes, life: life)))
        return blocks.count - 1
    }

    mutating func add(_ category: TrainingMemory.Category, _ floats: Int, _ life: ClosedRange<Int>) -> Int {
        add(category, bytes: floats * MemoryLayout<Float>.stride, life)
    }

    /// A block that lives for one pass.
    mutating func scratch(_ floats: Int, at moment: Int) -> Int { add(.workspace, floats, moment...moment) }
    mutating func scratch(bytes: Int, at moment: Int) -> Int { add(.workspace, bytes: bytes, moment...moment) }

    /// The place of so many bytes of what stays.
    static func place(bytes: Int, in all: inout Int) -> Int {
        defer { all += MemoryPlacement.aligned(bytes) }
        return all
    }

    static func place(_ floats: Int, in all: inout Int) -> Int {
        place(bytes: floats * MemoryLayout<Float>.stride, in: &all)
    }

    private mutating func plan(_ index: Int) {
        let step = problem.network.steps[index]
        let prepared = problem.steps[index]
        var shape: LayerShape?
        if case .layer(let layer) = step.shape { shape = layer }
        let (weights, biases) = (shape?.weightCount ?? 0, shape?.biasCount ?? 0)
        let hasScales = problem.numbers.integers != nil && weights > 0
        let places = (
            Self.place(bytes: weights * problem.numbers.elementBytes, in: &parameterBytes),
            Self.place(hasScales ? biases : 0, in: &parameterBytes), Self.place(biases, in: &parameterBytes)
        )
        let channels = channels(of: index)
        var forward = forward(index, prepared, at: index, isAgain: false)
        forward.copiesChannels = channels?.kept != nil
        let again = schedule.again[index].map { self.forward(index, prepared, at: $0, isAgain: true) }
        steps.append(
            TrainingStep(
                prepared, clamp: clamp(index), passing: passing(index), places: places, forward: forward, again: again,
                backward: backward(index, prepared, bits: (again ?? forward).bits),
                update: update(index, prepared, shape, channels)))
    }

    /// Bounds of a step's activation; nil where it has none.
    func clamp(_ index: Int) -> ClosedRange<Float>? {
        let clamp = problem.network.steps[index].clamp
        return clamp == -Float.infinity...Float.infinity ? nil : clamp
    }

    /// Bounds strictly between which a step's gradient passes; nil where it passes everywhere.
    func passing(_ index: Int) -> ClosedRange<Float>? {
        guard let range = problem.numbers.integers?.tensors[index + 1].reals else { return clamp(index) }
        guard let clamp = clamp(index) else { return range }
        let low = max(clamp.lowerBound, range.lowerBound)
        return low...max(low, min(clamp.upperBound, range.upperBound))
    }
}
