import Kernels

/// Parameters by their gradients.
extension Trainer {
    /// What becomes of the gradient by a step's biases.
    func use(
        _ byBias: UnsafePointer<Float>, of step: TrainingStep, _ update: TrainingStep.Update, _ use: GradientUse
    ) {
        switch use {
        case .dropped: return
        case .applied(let rate):
            apply(byBias, to: bias(step), state(update.biasState), count: step.columns, rate: rate)
        case .written(let flat):
            (flat + update.place + update.weightCount).update(from: byBias, count: step.columns)
        }
    }

    /// What becomes of the gradient by a tile's weights.
    func use(
        _ byWeights: UnsafeMutablePointer<Float>, of step: TrainingStep, _ update: TrainingStep.Update,
        _ part: TrainingStep.Update.Weights, _ tile: TrainingStep.Tile, _ use: GradientUse
    ) {
        switch use {
        case .dropped: return
        case .applied(let rate): apply(byWeights, to: step, part, tile, rate: rate)
        case .written(let flat):
            copyColumns(
                byWeights, tile.width, to: flat + update.place + tile.first, step.columns,
                rows: part.rows * part.stretches)
        }
    }

    /// Updates a step's parameters by their part of a flat gradient.
    func apply(_ flat: UnsafePointer<Float>, to step: TrainingStep, _ update: TrainingStep.Update, rate: Double) {
        let own = flat + update.place
        apply(
            own + update.weightCount, to: bias(step), state(update.biasState), count: step.columns, rate: rate)
        guard let part = update.weights else { return }
        guard weightStore != nil else {
            // All columns are one tile's, and nobody scales their gradient.
            return apply(.init(mutating: own), to: step, part, step.tiles[0], rate: rate)
        }
        for tile in step.tiles {
            let gradient = block(part.gradient)
            copyColumns(
                own + tile.first, step.columns, to: gradient, tile.width, rows: part.rows * part.stretches)
            apply(gradient, to: step, part, tile, rate: rate)
        }
    }

    /// - Parameter gradient: by the tile's weights that are updated; scaled where the optimiser sees quantised weights.
    private func apply(
        _ gradient: UnsafeMutablePointer<Float>, to step: TrainingStep, _ part: TrainingStep.Update.Weights,
        _ tile: TrainingStep.Tile, rate: Double
    ) {
        let state = self.state(part.state) + part.rows * part.stretches * tile.first * optimiser.stateCountPerParameter
        for stretch in 0..<part.stretches {
            let first = stretch * part.rows * tile.width
            let own = state + first * optimiser.stateCountPerParameter
            guard weightStore != nil else {
                apply(
                    gradient + first, to: weights(step) + stretch * part.pitch * tile.width, own,
                    count: part.rows * tile.width, rate: rate)
                continue
            }
            for row in stride(from: 0, to: part.rows, by: step.chunkRows) {
                let rows = stretch * part.pitch + row..<stretch * part.pitch + min(row + step.chunkRows, part.rows)
                let begin = row * tile.width
                update(
                    step, tile, rows, part.chunk, by: gradient + first + begin,
                    own + begin * optimiser.stateCountPerParameter, rate: rate)
            }
        }
    }

    /// Updates some rows of weights that are stored in other numbers than FP32.
    private func update(
        _ step: TrainingStep, _ tile: TrainingStep.Tile, _ rows: Range<Int>, _ chunk: Int,
        by gradient: UnsafeMutablePointer<Float>, _ state: UnsafeMutablePointer<Float>, rate: Double
    ) {
        guard let store = weightStore else { return }
        let stored = stored(store, step, tile, rows: rows)
        let own = block(chunk)
        store.load(stored, into: own, scaling: gradient)
        apply(gradient, to: own, state, count: stored.count, rate: rate)
        weightStore?.store(own, into: stored)
    }

    private func apply(
        _ gradient: UnsafePointer<Float>, to parameters: UnsafeMutablePointer<Float>,
        _ state: UnsafeMutablePointer<Float>, count: Int, rate: Double
    ) {
        optimiser.step(
            parameters: parameters, gradients: gradient, state: state, count: count, learningRate: rate,
            iteration: stepsOfPlan, kernels: elements)
    }
}
