import Kernels

/// Gradients.
extension Trainer {
    /// What becomes of a parameter's gradient as soon as it is known.
    enum GradientUse {
        /// Nothing.
        case dropped
        /// The parameter is updated.
        case applied(rate: Double)
        /// It is copied to its place in a flat gradient.
        case written(UnsafeMutablePointer<Float>)
    }

    /// All passes after the loss.
    func backward(_ input: UnsafePointer<Float>, _ use: GradientUse) {
        for moment in plan.schedule.loss + 1..<plan.schedule.passes.count {
            switch plan.schedule.passes[moment] {
            case .forward, .loss: continue
            case .again(let index):
                if let pass = plan.steps[index].again { compute(index, pass, input) }
            case .activation(let index):
                let step = plan.steps[index]
                if let backward = step.backward { activation(step, backward) }
            case .inputGradient(let index):
                let step = plan.steps[index]
                if let backward = step.backward { inputGradients(step, backward) }
            case .parameters(let index):
                let step = plan.steps[index]
                if let gradient = step.backward?.gradient, let update = step.update {
                    parameterGradients(step, update, block(gradient), input, use)
                }
            }
        }
    }

    private func activation(_ step: TrainingStep, _ backward: TrainingStep.Backward) {
        let gradient = block(backward.gradient)
        let count = step.rows * step.columns
        if let place = backward.bits {
            elements.clampGradient(
                bits: bits(place), outputGradient: gradient, inputGradient: gradient, count: count)
        } else if let output = backward.output, let bounds = step.passing {
            elements.clampGradient(
                output: block(output), within: bounds, outputGradient: gradient, inputGradient: gradient,
                count: count)
        }
        if case .gradientSparse(let sparse) = step.kernel, !keepsChoice { sparse.gradient.choose(gradient) }
    }

    /// Adds to the sources' gradients, or begins them.
    private func inputGradients(_ step: TrainingStep, _ backward: TrainingStep.Backward) {
        let gradient = UnsafePointer(block(backward.gradient))
        let count = step.forward.count
        for source in backward.sources {
            let sum = block(source.gradient)
            let to = source.isFirst ? sum : block(backward.contribution)
            switch step.kernel {
            case .addition:
                if source.isFirst {
                    sum.update(from: gradient, count: count)
                } else {
                    elements.add(sum, gradient, sum: sum, count: count)
                }
            case .gradientSparse(let sparse):
                sparse.layer.runInputGradient(sparse.gradient, weights: weights(step), inputGradient: to)
                if !source.isFirst { elements.add(sum, to, sum: sum, count: count) }
            case .dense(let kernels):
                for (number, kernel) in kernels.enumerated() {
                    let tile = step.tiles[number]
                    let begins = source.isFirst && number == 0
                    let to = begins ? sum : block(backward.contribution)
                    let transposed = bytes(backward.transposed)
                    kernel.packTransposed(weights(step, tile, into: backward.weights), into: transposed)
                    kernel.runInputGradient(
                        transposed: transposed,
                        outputGradient: columns(tile, of: gradient, step, into: backward.tileGradient),
                        inputGradient: to, workspace: bytes(backward.workspace))
                    if !begins { elements.add(sum, to, sum: sum, count: count) }
                }
            }
        }
    }

    /// A tile's columns of the gradient by an output, one row after the other.
    private func columns(
        _ tile: TrainingStep.Tile, of gradient: UnsafePointer<Float>, _ step: TrainingStep, into scratch: Int
    ) -> UnsafePointer<Float> {
        guard tile.width < step.columns, step.rows > 1 else { return gradient + tile.first }
        let own = block(scratch)
        copyColumns(gradient + tile.first, step.columns, to: own, tile.width, rows: step.rows)
        return UnsafePointer(own)
    }

    /// Last, as the gradient by the input is that by the weights before the update.
    private func parameterGradients(
        _ step: TrainingStep, _ update: TrainingStep.Update, _ gradient: UnsafePointer<Float>,
        _ input: UnsafePointer<Float>, _ use: GradientUse
    ) {
        let byBias = block(update.biasGradient)
        if case .gradientSparse(let sparse) = step.kernel {
            sparse.gradient.columnSums(byBias)
        } else {
            elements.columnSums(gradient, rows: step.rows, columns: step.columns, sums: byBias)
        }
        self.use(byBias, of: step, update, use)
        guard let part = update.weights else { return }
        let byWeights = block(part.gradient)
        let from = self.input(of: step, part, input)
        switch step.kernel {
        case .addition: return
        case .dense(let kernels):
            let kernels = part.channels?.kernels ?? kernels
            for (number, kernel) in kernels.enumerated() {
                let tile = step.tiles[number]
                kernel.runWeightGradient(
                    input: from, outputGradient: columns(tile, of: gradient, step, into: part.tileGradient),
                    gradient: byWeights, workspace: bytes(part.workspace))
                self.use(byWeights, of: step, update, part, tile, use)
            }
        case .gradientSparse(let sparse):
            sparse.layer.runWeightGradient(sparse.gradient, input: from, weightGradient: byWeights)
            self.use(byWeights, of: step, update, part, step.tiles[0], use)
        }
    }

    /// What the gradient by the weights takes of the step's input.
    private func input(
        of step: TrainingStep, _ part: TrainingStep.Update.Weights, _ input: UnsafePointer<Float>
    ) -> UnsafePointer<Float> {
        guard let channels = part.channels else {
            return step.forward.inputCopy.map { UnsafePointer(block($0)) }
                ?? tensor(part.input, count: part.inputCount, input)
        }
        let copy = block(channels.copy)
        if channels.kept == nil {
            self.copy(channels, of: tensor(part.input, count: part.inputCount, input), to: copy)
        } else if let tensorStore, let kept = channels.kept {
            tensorStore.load(bytes(kept), part.tensor, into: copy, count: channels.elements)
        }
        return UnsafePointer(copy)
    }
}
