import Kernels
import Models

/// Backward passes.
extension TrainingPlanner {
    /// - Parameter bits: of the output's elements through which the gradient passes.
    mutating func backward(_ index: Int, _ step: PreparedStep, bits: Int?) -> TrainingStep.Backward? {
        guard let gradient = gradients[index + 1] else { return nil }
        let sources = sources(of: index)
        let count = problem.elements(problem.network.steps[index].inputs[0])
        var adds = step.tiles.count > 1
        if case .addition = step.kernel {} else if sources.contains(where: { !$0.isFirst }) { adds = true }
        // Where there is no such pass, its blocks take nothing, whenever they live.
        let moment = schedule.inputGradient[index] ?? schedule.loss
        func needed(_ count: Int) -> Int { sources.isEmpty ? 0 : count }
        return .init(
            gradient: gradient,
            output: readsOutput(index) ? (tensorsAgain[index + 1] ?? tensors[index + 1])?.block : nil, bits: bits,
            sources: sources,
            weights: scratch(needed(problem.numbers == .fp32 ? 0 : step.weightFloats), at: moment),
            transposed: scratch(bytes: needed(step.kernel.transposedByteCount), at: moment),
            tileGradient: scratch(needed(step.tileFloats), at: moment),
            contribution: add(.gradients, needed(adds ? count : 0), moment...moment),
            workspace: scratch(bytes: needed(step.kernel.workspaceBytes.inputGradient), at: moment))
    }

    /// Those by which there is a gradient.
    private func sources(of index: Int) -> [TrainingStep.Source] {
        var seen: Set<Int> = []
        return problem.network.steps[index].inputs.compactMap { tensor in
            guard let gradient = gradients[tensor] else { return nil }
            let isFirst = problem.needs.sources[tensor].first == index && seen.insert(tensor).inserted
            return .init(gradient: gradient, isFirst: isFirst)
        }
    }

    /// The chosen input channels of a step; nil where it has none.
    mutating func channels(of index: Int) -> TrainingStep.Channels? {
        guard let (count, all, kernels) = problem.steps[index].channels, let own = schedule.parameters[index] else {
            return nil
        }
        let elements = problem.elements(problem.network.steps[index].inputs[0]) / all * count
        var channels = TrainingStep.Channels(
            count: count, of: all, kernels: kernels, kept: nil, copied: 0, copy: 0, elements: elements)
        if kept.readsInput[index] {
            channels.copy = scratch(elements, at: own)
        } else {
            let bytes = elements * problem.numbers.elementBytes
            let keeps = add(.activations, bytes: bytes, index...own)
            channels.kept = keeps
            let isFP32 = problem.numbers == .fp32
            channels.copied = isFP32 ? keeps : scratch(elements, at: index)
            channels.copy = isFP32 ? keeps : scratch(elements, at: own)
        }
        return channels
    }

    mutating func update(
        _ index: Int, _ step: PreparedStep, _ shape: LayerShape?, _ channels: TrainingStep.Channels?
    ) -> TrainingStep.Update? {
        let part = problem.scope.parts[index]
        guard let shape, let moment = schedule.parameters[index] else { return nil }
        let (place, input) = (updatedCount, problem.network.steps[index].inputs[0])
        var weights: TrainingStep.Update.Weights?
        if part.hasWeights {
            let all = shape.asConvolution.inputChannels
            // A stretch is a tap's rows of the chosen channels.
            let stretches = channels == nil ? 1 : step.depth / all
            let rows = channels?.count ?? step.depth
            let count = rows * stretches * step.columns
            let tile = rows * stretches * step.tileWidth
            let bytes = channels?.kernels.workspaceBytes ?? step.kernel.workspaceBytes
            weights = .init(
                state: Self.place(count * problem.stateCount, in: &stateBytes), count: count, rows: rows,
                stretches: stretches, pitch: channels == nil ? rows : all,
                input: channels?.kept == nil ? operand(input, at: moment) : .input, tensor: input,
                inputCount: problem.elements(input), channels: channels,
                gradient: add(.gradients, tile, moment...moment),
                tileGradient: scratch(step.tileFloats, at: moment),
                chunk: scratch(problem.numbers == .fp32 ? 0 : min(rows, step.chunkRows) * step.tileWidth, at: moment),
                workspace: scratch(bytes: bytes.weightGradient, at: moment))
            gradientLayout.append(gradientTensor(count, of: shape, isTransposed: problem.rules[index] != nil))
        }
        gradientLayout.append(.init(rows: 0, columns: shape.biasCount))
        updatedCount += shape.biasCount + (weights?.count ?? 0)
        return .init(
            weights: weights, biasGradient: add(.gradients, shape.biasCount, moment...moment),
            biasState: Self.place(shape.biasCount * problem.stateCount, in: &stateBytes), place: place)
    }

    /// The steps whose gradients are chosen have their weights output by output.
    private func gradientTensor(_ count: Int, of shape: LayerShape, isTransposed: Bool) -> GradientTensor {
        let columns = isTransposed ? shape.gemm.k : shape.gemm.n
        return .init(rows: count / columns, columns: columns)
    }
}
