import Kernels

/// Outputs of steps.
extension Trainer {
    /// Computes a step's output, for the first time or again.
    func compute(_ index: Int, _ pass: TrainingStep.Forward, _ input: UnsafePointer<Float>) {
        let step = plan.steps[index]
        let to = block(pass.output)
        let count = step.rows * step.columns
        switch step.kernel {
        case .addition:
            add(pass.sources, sum: to, count: count, input)
            if let clamp = step.clamp { elements.clamp(to, to: clamp, output: to, count: count) }
        case .dense(let kernels):
            let from = tensor(pass.sources[0], count: pass.count, input)
            for (tile, kernel) in zip(step.tiles, kernels) { compute(index, step, pass, tile, kernel, from, to) }
            if pass.copiesChannels { keepChannels(of: step, from, tensor: plan.network.steps[index].inputs[0]) }
        case .gradientSparse(let sparse):
            let from = tensor(pass.sources[0], count: pass.count, input)
            pass.inputCopy.map { block($0).update(from: from, count: pass.count) }
            sparse.reversed.packTransposed(weights(step), into: bytes(pass.packed))
            sparse.reversed.runInputGradient(
                transposed: bytes(pass.packed), outputGradient: from, inputGradient: to,
                workspace: bytes(pass.workspace))
            elements.addBias(
                bias(step), to: to, within: step.clamp ?? -.infinity ... .infinity, output: to, rows: step.rows,
                columns: step.columns)
        }
        if let place = pass.bits, let bounds = step.passing {
            elements.clampBits(output: to, within: bounds, bits: bits(place), count: count)
        }
        keep(to, pass, tensor: index + 1, count: count)
    }

    /// Two tensors, converted some elements at a time where they are stored in other numbers.
    private func add(
        _ operands: [TrainingStep.Operand], sum: UnsafeMutablePointer<Float>, count: Int, _ input: UnsafePointer<Float>
    ) {
        // So many lie on the stack.
        withUnsafeTemporaryAllocation(byteCount: 1024, alignment: 16) { room in
            guard let piece = room.baseAddress?.assumingMemoryBound(to: Float.self) else { return }
            for first in stride(from: 0, to: count, by: 256) {
                let few = min(256, count - first)
                let a = self.piece(operands[0], first, few, into: sum + first, input)
                let b = self.piece(operands[1], first, few, into: piece, input)
                elements.add(a, b, sum: sum + first, count: few)
            }
        }
    }

    /// Successive elements of a tensor in FP32.
    private func piece(
        _ operand: TrainingStep.Operand, _ first: Int, _ count: Int, into room: UnsafeMutablePointer<Float>,
        _ input: UnsafePointer<Float>
    ) -> UnsafePointer<Float> {
        switch operand {
        case .input: return input + first
        case .block(let place): return UnsafePointer(block(place) + first)
        case .rounded: tensorStore?.round(input + first, 0, into: room, count: count)
        case .stored(let place, let tensor, _):
            tensorStore?.load(bytes(place) + first * plan.numbers.elementBytes, tensor, into: room, count: count)
        }
        return UnsafePointer(room)
    }

    private func compute(
        _ index: Int, _ step: TrainingStep, _ pass: TrainingStep.Forward, _ tile: TrainingStep.Tile,
        _ kernel: any PreparedTraining, _ from: UnsafePointer<Float>, _ output: UnsafeMutablePointer<Float>
    ) {
        let packed = bytes(pass.packed)
        kernel.pack(
            weights(step, tile, into: pass.weights), bias: biases(index, step, tile, into: pass.biases), into: packed)
        // One row's columns follow each other.
        let isApart = tile.width < step.columns && step.rows > 1
        let to = isApart ? block(pass.tileOutput) : output + tile.first
        kernel.run(packed: packed, input: from, output: to, workspace: bytes(pass.workspace))
        if isApart { copyColumns(to, tile.width, to: output + tile.first, step.columns, rows: step.rows) }
    }

    /// A tile's biases; with integer weights, rounded to the units in which integer kernels add them.
    private func biases(
        _ index: Int, _ step: TrainingStep, _ tile: TrainingStep.Tile, into scratch: Int
    ) -> UnsafePointer<Float> {
        let own = bias(step) + tile.first
        guard step.depth > 0, let scale = plan.numbers.integers?.tensors[plan.network.steps[index].inputs[0]].scale
        else {
            return UnsafePointer(own)
        }
        let (scales, rounded) = (scales(step) + tile.first, block(scratch))
        for column in 0..<tile.width {
            let unit = Double(scale) * Double(scales[column])
            rounded[column] = Float((Double(own[column]) / unit).rounded(.toNearestOrEven) * unit)
        }
        return UnsafePointer(rounded)
    }

    /// Rounds an output to the numbers in which tensors are stored, so that the next step takes what others will.
    private func keep(_ x: UnsafeMutablePointer<Float>, _ pass: TrainingStep.Forward, tensor: Int, count: Int) {
        guard let tensorStore else { return }
        guard let stored = pass.stored.map(bytes) else {
            if pass.isTakenOn { tensorStore.round(x, tensor, into: x, count: count) }
            return
        }
        tensorStore.store(x, tensor, into: stored, count: count)
        if pass.isTakenOn { tensorStore.load(stored, tensor, into: x, count: count) }
    }

    /// Keeps the input channels whose weights are updated.
    private func keepChannels(of step: TrainingStep, _ from: UnsafePointer<Float>, tensor: Int) {
        guard let channels = step.update?.weights?.channels, let kept = channels.kept else { return }
        copy(channels, of: from, to: block(channels.copied))
        tensorStore?.store(block(channels.copied), tensor, into: bytes(kept), count: channels.elements)
    }

    /// Copies the chosen input channels of a tensor.
    func copy(
        _ channels: TrainingStep.Channels, of tensor: UnsafePointer<Float>, to copy: UnsafeMutablePointer<Float>
    ) {
        copyColumns(tensor, channels.of, to: copy, channels.count, rows: channels.elements / channels.count)
    }
}
