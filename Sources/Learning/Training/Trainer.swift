import Kernels
import Models

/// A network in training: parameters, what the optimiser remembers of them, and one stretch of memory for all that comes and
/// goes. Everything is allocated when it is made; a step allocates nothing. Not safe for concurrent use.
public final class Trainer {
    /// What a step does.
    public let plan: TrainingPlan
    /// Whether gradients of which few elements are taken keep those that were chosen last: what choosing costs shows beside.
    public var keepsChoice = false
    /// Steps so far.
    public internal(set) var iteration = 0
    let optimiser: any Optimiser
    private let elements: ElementwiseKernels
    private let persistent: UnsafeMutableRawPointer
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
    public init(
        _ plan: TrainingPlan, model: Model, optimiser: any Optimiser, elements: ElementwiseKernels = .fastest
    ) throws(TrainingError) {
        self.plan = plan
        self.optimiser = optimiser
        self.elements = elements
        persistent = .allocate(
            byteCount: plan.persistentByteCount + plan.slack, alignment: MemoryPlacement.alignment)
        arena = .allocate(byteCount: plan.arena.byteCount + plan.slack, alignment: MemoryPlacement.alignment)
        arena.initializeMemory(as: UInt8.self, repeating: 0, count: plan.arena.byteCount)
        try reset(to: model)
    }

    deinit {
        persistent.deallocate()
        arena.deallocate()
    }

    /// Begins anew with a model's parameters.
    /// - Throws: ``TrainingError/otherModel(reason:)``.
    public func reset(to model: Model) throws(TrainingError) {
        iteration = 0
        persistent.initializeMemory(as: UInt8.self, repeating: 0, count: plan.persistentByteCount)
        for step in plan.steps {
            if case .gradientSparse(let sparse) = step.kernel { sparse.gradient.forget() }
        }
        try take(model)
    }

    /// The network's outputs for a batch of inputs, which stay until the next call.
    /// - Parameter input: the plan's batch, example after example, and as many bytes behind it as its backend's slack.
    public func forward(_ input: UnsafePointer<Float>) -> UnsafePointer<Float> {
        for step in plan.steps { forward(step, input) }
        return UnsafePointer(block(plan.steps[plan.steps.count - 1].output))
    }

    /// One training step: forward, loss, backward, and each parameter updated as soon as its gradient is known.
    /// - Parameters:
    ///   - input: the plan's batch, example after example, and as many bytes behind it as its backend's slack.
    ///   - rate: of this step.
    /// - Returns: the loss before the update.
    /// - Throws: what the loss throws; nothing is updated then.
    public func step(_ input: UnsafePointer<Float>, rate: Double, loss: Loss) throws -> Double {
        let value = try forward(input, loss: loss)
        iteration += 1
        backward(input, .applied(rate: rate))
        return value
    }

    /// The gradients alone, once more after a step with the same input; nothing is updated. The plan must allow it:
    /// ``TrainingPlan/repeatsBackward``.
    public func repeatBackward(_ input: UnsafePointer<Float>) {
        precondition(
            plan.repeatsBackward && iteration > 0, "the plan keeps what the backward pass needs, and a step left it")
        backward(input, .dropped)
    }

    /// What becomes of a parameter's gradient as soon as it is known.
    enum GradientUse {
        /// Nothing.
        case dropped
        /// The parameter is updated.
        case applied(rate: Double)
        /// It is copied to its place in a flat gradient.
        case written(UnsafeMutablePointer<Float>)
    }

    /// The loss of a batch, and its gradient by the outputs.
    func forward(_ input: UnsafePointer<Float>, loss: Loss) throws -> Double {
        let outputs = forward(input)
        guard let gradient = plan.steps[plan.steps.count - 1].gradient else { return 0 }
        return try loss(outputs, block(gradient))
    }

    func backward(_ input: UnsafePointer<Float>, _ use: GradientUse) {
        for step in plan.steps.reversed() where step.gradient != nil { backward(step, input, use) }
    }

    /// The elements that the backward pass of a step took last; nil where it takes all.
    public func chosenGradient(ofStep index: Int) -> [Float]? {
        guard case .gradientSparse(let sparse) = plan.steps[index].kernel else { return nil }
        return sparse.gradient.matrix()
    }

    /// What failed first in a kernel so far, and in which step; nil where nothing has.
    public var failure: String? {
        for (index, step) in plan.steps.enumerated() {
            let failure = step.kernel.failure ?? step.update?.weights?.channels?.kernel.failure
            if let failure { return "\(plan.network.steps[index].name): \(failure)" }
        }
        return nil
    }

    /// A copy of a step's weights, K×N row-major, and its biases; empty where it has none.
    public func parameters(ofStep index: Int) -> (weights: [Float], bias: [Float]) {
        let step = plan.steps[index]
        guard case .layer(let shape) = plan.network.steps[index].shape else { return ([], []) }
        var own = Array(UnsafeBufferPointer(start: weights(step), count: shape.weightCount))
        if case .gradientSparse(let sparse) = step.kernel {
            own = Self.transposed(own, rows: sparse.layer.outputs, columns: sparse.layer.inputs)
        }
        return (own, Array(UnsafeBufferPointer(start: bias(step), count: shape.biasCount)))
    }

    private static func transposed(_ matrix: [Float], rows: Int, columns: Int) -> [Float] {
        (0..<columns).flatMap { column in (0..<rows).map { matrix[$0 * columns + column] } }
    }

    private func take(_ model: Model) throws(TrainingError) {
        guard model.operations.count == plan.steps.count else {
            throw .otherModel(reason: "it has \(model.operations.count) steps for \(plan.steps.count)")
        }
        for (index, operation) in model.operations.enumerated() {
            let name = plan.network.steps[index].name
            switch (operation, plan.network.steps[index].shape) {
            case (.addition(.float), .addition): continue
            case (.layer(.float(let layer)), .layer(let shape)) where layer.shape == shape && layer.format == .fp32:
                var own = layer.weights
                if case .gradientSparse(let sparse) = plan.steps[index].kernel {
                    own = Self.transposed(own, rows: sparse.layer.inputs, columns: sparse.layer.outputs)
                }
                weights(plan.steps[index]).update(from: own, count: own.count)
                bias(plan.steps[index]).update(from: layer.bias, count: layer.bias.count)
            default: throw .otherModel(reason: "step \(index), \(name), is another operation or not in FP32")
            }
        }
    }
}

// Where things lie.
extension Trainer {
    fileprivate func bytes(_ block: Int) -> UnsafeMutableRawPointer { arena + plan.arena.offsets[block] }
    fileprivate func block(_ block: Int) -> UnsafeMutablePointer<Float> {
        bytes(block).assumingMemoryBound(to: Float.self)
    }
    fileprivate func kept(_ place: Int) -> UnsafeMutablePointer<Float> {
        (persistent + place).assumingMemoryBound(to: Float.self)
    }
    fileprivate func weights(_ step: TrainingStep) -> UnsafeMutablePointer<Float> { kept(step.weights) }
    fileprivate func bias(_ step: TrainingStep) -> UnsafeMutablePointer<Float> { kept(step.bias) }
    fileprivate func state(_ place: Int) -> UnsafeMutablePointer<Float> { kept(plan.memory.parameters + place) }
    fileprivate func tensor(
        _ source: TrainingStep.Source, _ input: UnsafePointer<Float>
    ) -> UnsafePointer<Float> {
        source.tensor.map { UnsafePointer(block($0)) } ?? input
    }
}

// The passes of a step.
extension Trainer {
    fileprivate func forward(_ step: TrainingStep, _ input: UnsafePointer<Float>) {
        let from = tensor(step.sources[0], input)
        let to = block(step.output)
        let count = step.rows * step.columns
        let workspace = bytes(step.forwardWorkspace), packed = bytes(step.packed)
        switch step.kernel {
        case .addition:
            elements.add(from, tensor(step.sources[1], input), sum: to, count: count)
            if let clamp = step.clamp { elements.clamp(to, to: clamp.low...clamp.high, output: to, count: count) }
        case .dense(let layer):
            layer.pack(weights(step), bias: bias(step), into: packed)
            layer.run(packed: packed, input: from, output: to, workspace: workspace)
        case .gradientSparse(let sparse):
            sparse.inputCopy.map { block($0).update(from: from, count: step.sources[0].count) }
            sparse.reversed.packTransposed(weights(step), into: packed)
            sparse.reversed.runInputGradient(
                transposed: packed, outputGradient: from, inputGradient: to, workspace: workspace)
            elements.addBias(
                bias(step), to: to, within: step.clamp.map { $0.low...$0.high } ?? -.infinity ... .infinity, output: to,
                rows: step.rows, columns: step.columns)
        }
        if let channels = step.update?.weights?.channels {
            let pixels = step.sources[0].count / channels.of
            let to = block(channels.place)
            for pixel in 0..<pixels {
                (to + pixel * channels.count).update(from: from + pixel * channels.of, count: channels.count)
            }
        }
        if let clamp = step.clamp, let bits = clamp.bits {
            elements.clampBits(
                output: to, within: clamp.low...clamp.high, bits: bytes(bits).assumingMemoryBound(to: UInt8.self),
                count: count)
        }
    }

    fileprivate func backward(_ step: TrainingStep, _ input: UnsafePointer<Float>, _ use: GradientUse) {
        guard let gradient = step.gradient.map(block) else { return }
        let count = step.rows * step.columns
        if let clamp = step.clamp {
            if let bits = clamp.bits {
                elements.clampGradient(
                    bits: bytes(bits).assumingMemoryBound(to: UInt8.self), outputGradient: gradient,
                    inputGradient: gradient, count: count)
            } else {
                elements.clampGradient(
                    output: block(step.output), within: clamp.low...clamp.high, outputGradient: gradient,
                    inputGradient: gradient, count: count)
            }
        }
        if case .gradientSparse(let sparse) = step.kernel, !keepsChoice { sparse.gradient.choose(gradient) }
        for source in step.sources { passOn(gradient, of: step, to: source) }
        guard let update = step.update else { return }
        parameterGradients(of: step, update, gradient, input)
        let byBias = block(update.biasGradient), byWeights = update.weights.map { block($0.gradient) }
        switch use {
        case .dropped: return
        case .applied(let rate): apply(byWeights, byBias, to: step, update, rate: rate)
        case .written(let flat):
            let weights = flat + update.place
            if let byWeights { weights.update(from: byWeights, count: update.weightCount) }
            (weights + update.weightCount).update(from: byBias, count: step.columns)
        }
    }

    /// Adds to a source's gradient, or begins it.
    private func passOn(
        _ gradient: UnsafeMutablePointer<Float>, of step: TrainingStep, to source: TrainingStep.Source
    ) {
        guard let sum = source.gradient.map(block) else { return }
        var contribution = UnsafePointer(gradient)
        let to = source.isFirst ? sum : block(step.contribution)
        switch step.kernel {
        case .addition: if source.isFirst { sum.update(from: gradient, count: source.count) }
        case .dense(let layer):
            layer.packTransposed(weights(step), into: bytes(step.transposed))
            layer.runInputGradient(
                transposed: bytes(step.transposed), outputGradient: gradient, inputGradient: to,
                workspace: bytes(step.backwardWorkspace))
            contribution = UnsafePointer(to)
        case .gradientSparse(let sparse):
            sparse.layer.runInputGradient(sparse.gradient, weights: weights(step), inputGradient: to)
            contribution = UnsafePointer(to)
        }
        if !source.isFirst { elements.add(sum, contribution, sum: sum, count: source.count) }
    }

    /// Last, as the gradient by the input is that by the weights before the update.
    private func parameterGradients(
        of step: TrainingStep, _ update: TrainingStep.Update, _ gradient: UnsafeMutablePointer<Float>,
        _ input: UnsafePointer<Float>
    ) {
        let byBias = block(update.biasGradient)
        if case .gradientSparse(let sparse) = step.kernel {
            sparse.gradient.columnSums(byBias)
        } else {
            elements.columnSums(gradient, rows: step.rows, columns: step.columns, sums: byBias)
        }
        guard let part = update.weights else { return }
        let byWeights = block(part.gradient), from = tensor(step.sources[0], input)
        switch step.kernel {
        case .addition: return
        case .dense(let layer):
            (part.channels?.kernel ?? layer).runWeightGradient(
                input: part.channels.map { UnsafePointer(block($0.place)) } ?? from, outputGradient: gradient,
                gradient: byWeights, workspace: bytes(step.backwardWorkspace))
        case .gradientSparse(let sparse):
            sparse.layer.runWeightGradient(
                sparse.gradient, input: sparse.inputCopy.map { UnsafePointer(block($0)) } ?? from,
                weightGradient: byWeights)
        }
    }

    /// Updates a step's parameters by their gradients.
    func apply(
        _ byWeights: UnsafePointer<Float>?, _ byBias: UnsafePointer<Float>, to step: TrainingStep,
        _ update: TrainingStep.Update, rate: Double
    ) {
        apply(byBias, to: bias(step), update.biasState, count: step.columns, rate: rate)
        guard let part = update.weights, let byWeights else { return }
        let stateBytes = optimiser.stateCountPerParameter * MemoryLayout<Float>.stride
        for stretch in 0..<part.stretches {
            apply(
                byWeights + stretch * part.count, to: weights(step) + stretch * part.pitch,
                part.state + stretch * part.count * stateBytes, count: part.count, rate: rate)
        }
    }

    private func apply(
        _ gradient: UnsafePointer<Float>, to parameters: UnsafeMutablePointer<Float>, _ place: Int, count: Int,
        rate: Double
    ) {
        optimiser.step(
            parameters: parameters, gradients: gradient, state: state(place), count: count, learningRate: rate,
            iteration: iteration, kernels: elements)
    }
}
