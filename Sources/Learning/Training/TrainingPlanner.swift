import Kernels
import Models

/// Lists a training step's blocks of memory with their lives.
///
/// Moments: the forward pass of step i is at i of n, the loss at n, the backward pass of step i at 2n − i.
struct TrainingPlanner {
    private(set) var steps: [TrainingStep] = []
    private(set) var blocks: [(category: TrainingMemory.Category, block: MemoryPlacement.Block)] = []
    private(set) var parameterBytes = 0
    private(set) var stateBytes = 0
    private(set) var chosenBytes = 0
    private(set) var macs = (forward: 0, backward: 0)
    private(set) var updatedCount = 0
    private(set) var gradientLayout: [GradientTensor] = []
    private let network: Network
    private let batch: Int
    private let scope: UpdateScope
    private let seed: UInt64
    private let needs: TrainingNeeds
    /// The block of each tensor and of its gradient.
    private var tensors: [Int?]
    private var gradients: [Int?]

    init(_ network: Network, batch: Int, scope: UpdateScope, seed: UInt64) {
        self.network = network
        self.seed = seed
        self.batch = batch
        self.scope = scope
        needs = TrainingNeeds(network, scope)
        tensors = .init(repeating: nil, count: network.tensorCount)
        gradients = tensors
        // Gradients first, as a step's sources lie before it.
        for tensor in network.steps.indices.map({ $0 + 1 }) where needs.gradients[tensor] {
            let first = needs.sources[tensor].first.map(backward) ?? network.steps.count
            gradients[tensor] = add(.gradients, elements(tensor), first...backward(tensor - 1))
        }
    }

    private func backward(_ step: Int) -> Int { 2 * network.steps.count - step }
    private func elements(_ tensor: Int) -> Int { batch * network.elementCount(ofTensor: tensor) }

    private mutating func add(
        _ category: TrainingMemory.Category, bytes: Int, _ life: ClosedRange<Int>
    ) -> Int {
        blocks.append((category, .init(byteCount: bytes, life: life)))
        return blocks.count - 1
    }

    private mutating func add(_ category: TrainingMemory.Category, _ floats: Int, _ life: ClosedRange<Int>) -> Int {
        add(category, bytes: floats * MemoryLayout<Float>.stride, life)
    }

    /// Bytes of what stays: the place of so many floats.
    private static func place(_ floats: Int, in bytes: inout Int) -> Int {
        defer { bytes += MemoryPlacement.aligned(floats * MemoryLayout<Float>.stride) }
        return bytes
    }

    /// Plans the next step.
    mutating func add(
        _ index: Int, stateCount: Int, rule: GradientRule?, backend: any TrainingBackend
    ) throws(TrainingError) {
        let step = network.steps[index]
        var shape: LayerShape?
        if case .layer(let layer) = step.shape { shape = layer }
        let kernel = try kernel(index, rule, backend)
        let output = output(of: index)
        tensors[index + 1] = output
        let takesPart = needs.gradients[index + 1]
        let sources = sources(of: index)
        let columns = step.shape.output.channels
        let passesOn = sources.contains { $0.gradient != nil }
        let (now, later) = (index...index, backward(index)...backward(index))
        let update = try takesPart ? update(index, shape, stateCount: stateCount, backend: backend) : nil
        let contributes = passesOn && shape != nil && sources.contains { $0.gradient != nil && !$0.isFirst }
        steps.append(
            TrainingStep(
                kernel: kernel, sources: sources, output: output, gradient: gradients[index + 1],
                rows: batch * step.shape.output.count / columns, columns: columns,
                clamp: clamp(of: index), update: update,
                weights: Self.place(shape?.weightCount ?? 0, in: &parameterBytes),
                bias: Self.place(shape?.biasCount ?? 0, in: &parameterBytes),
                packed: add(.workspace, bytes: kernel.packedByteCount, now),
                transposed: add(.workspace, bytes: passesOn ? kernel.transposedByteCount : 0, later),
                forwardWorkspace: add(.workspace, bytes: kernel.workspaceBytes.forward, now),
                backwardWorkspace: add(
                    .workspace,
                    bytes: max(
                        passesOn ? kernel.workspaceBytes.inputGradient : 0,
                        update?.weights.map {
                            ($0.channels?.kernel.workspaceBytes ?? kernel.workspaceBytes).weightGradient
                        }
                            ?? 0), later),
                contribution: add(.gradients, contributes ? sources[0].count : 0, later)))
        macs.forward += batch * step.shape.macs
        let taken = rule?.capacity(outputs: columns) ?? columns
        if passesOn { macs.backward += batch * step.shape.macs / columns * taken }
        guard let update, let shape else { return }
        updatedCount += shape.biasCount + update.weightCount
        if update.weights != nil {
            macs.backward += batch * shape.macs / shape.weightCount * update.weightCount / columns * taken
            gradientLayout.append(weightGradient(update.weightCount, of: shape, isTransposed: rule != nil))
        }
        gradientLayout.append(.init(rows: 0, columns: shape.biasCount))
    }

    private mutating func kernel(
        _ index: Int, _ rule: GradientRule?, _ backend: any TrainingBackend
    ) throws(TrainingError) -> TrainingStep.Kernel {
        let step = network.steps[index]
        guard case .layer(let shape) = step.shape else { return .addition }
        do {
            guard let rule else { return .dense(try backend.prepare(shape, batch: batch, clamp: step.clamp)) }
            guard case .gemm(let gemm) = shape else { throw TrainingError.rule(step: step.name) }
            if case .inputChannels = scope.parts[index] { throw TrainingError.rule(step: step.name) }
            let rows = batch * gemm.m
            let gradient = try SparseGradient(
                rows: rows, columns: gemm.n, rule: rule, seed: seed &+ UInt64(index))
            chosenBytes += gradient.byteCount
            return .gradientSparse(
                .init(
                    gradient: gradient,
                    layer: try GradientSparseLayer(rows: rows, inputs: gemm.k, outputs: gemm.n),
                    reversed: try backend.prepare(.gemm(.init(m: gemm.m, n: gemm.k, k: gemm.n)), batch: batch),
                    inputCopy: step.inputs[0] == 0 ? add(.activations, elements(0), index...backward(index)) : nil))
        } catch let error as TrainingError {
            throw error
        } catch let error as KernelError {
            throw .step(step.name, error)
        } catch {
            throw .sparse(step: step.name, reason: "\(error)")
        }
    }

    /// The block of a step's output. It is kept as long as a step takes it, and for the backward pass where all of it is
    /// needed there.
    private mutating func output(of index: Int) -> Int {
        let takers = network.steps.indices.filter { network.steps[$0].inputs.contains(index + 1) }
        var last = takers.last ?? network.steps.count
        if let taker = takers.first(where: { scope.parts[$0] == .all }) { last = backward(taker) }
        if keepsOutput(index) { last = backward(index) }
        return add(.activations, elements(index + 1), index...last)
    }

    /// Whether the backward pass of the activation reads the output itself: where another step needs it there, too.
    private func keepsOutput(_ index: Int) -> Bool {
        hasActivation(index) && needs.gradients[index + 1]
            && network.steps.indices.contains {
                scope.parts[$0] == .all && network.steps[$0].inputs.contains(index + 1)
            }
    }

    private func hasActivation(_ index: Int) -> Bool {
        network.steps[index].clamp != -Float.infinity...Float.infinity
    }

    private mutating func clamp(of index: Int) -> TrainingStep.Clamp? {
        guard hasActivation(index) else { return nil }
        let range = network.steps[index].clamp
        var bits: Int?
        if needs.gradients[index + 1], !keepsOutput(index) {
            bits = add(.activations, bytes: (elements(index + 1) + 7) / 8, index...backward(index))
        }
        return .init(low: range.lowerBound, high: range.upperBound, bits: bits)
    }

    private func sources(of index: Int) -> [TrainingStep.Source] {
        var seen: Set<Int> = []
        return network.steps[index].inputs.map { tensor in
            let isFirst = needs.sources[tensor].first == index && seen.insert(tensor).inserted
            return .init(
                tensor: tensors[tensor], gradient: needs.gradients[index + 1] ? gradients[tensor] : nil,
                isFirst: isFirst, count: elements(tensor))
        }
    }

    private mutating func update(
        _ index: Int, _ shape: LayerShape?, stateCount: Int, backend: any TrainingBackend
    ) throws(TrainingError) -> TrainingStep.Update? {
        let part = scope.parts[index]
        guard let shape, part != .none else { return nil }
        let later = backward(index)...backward(index)
        var weights: TrainingStep.Update.Weights?
        if part.hasWeights {
            let gemm = shape.gemm
            var count = gemm.k * gemm.n, stretches = 1, pitch = count
            var channels: (Int, Int, Int, any PreparedTraining)?
            if case .inputChannels(let chosen) = part {
                let all = shape.asConvolution.inputChannels
                stretches = gemm.k / all
                (count, pitch) = (chosen * gemm.n, all * gemm.n)
                let input = network.steps[index].inputs[0]
                let kept = add(.activations, elements(input) / all * chosen, index...backward(index))
                do {
                    channels = (chosen, all, kept, try backend.prepare(shape.with(inputChannels: chosen), batch: batch))
                } catch {
                    throw .step(network.steps[index].name, error)
                }
            }
            weights = .init(
                gradient: add(.gradients, count * stretches, later),
                state: Self.place(count * stretches * stateCount, in: &stateBytes), count: count, stretches: stretches,
                pitch: pitch, channels: channels)
        }
        return .init(
            weights: weights, biasGradient: add(.gradients, shape.biasCount, later),
            biasState: Self.place(shape.biasCount * stateCount, in: &stateBytes), place: updatedCount)
    }

    /// The steps whose gradients are chosen have their weights output by output.
    private func weightGradient(_ count: Int, of shape: LayerShape, isTransposed: Bool) -> GradientTensor {
        let columns = isTransposed ? shape.gemm.k : shape.gemm.n
        return .init(rows: count / columns, columns: columns)
    }
}

extension LayerShape {
    /// The dense layer with other input channels.
    fileprivate func with(inputChannels: Int) -> LayerShape {
        switch self {
        case .gemm(var gemm):
            gemm.k = inputChannels
            return .gemm(gemm)
        case .convolution(var convolution):
            convolution.inputChannels = inputChannels
            return .convolution(convolution)
        case .depthwise, .averagePool: return self
        }
    }
}
