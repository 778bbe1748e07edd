import Models

/// Where things lie.
extension Trainer {
    func bytes(_ block: Int) -> UnsafeMutableRawPointer { arena + plan.arena.offsets[block] }
    func block(_ block: Int) -> UnsafeMutablePointer<Float> { bytes(block).assumingMemoryBound(to: Float.self) }
    func bits(_ block: Int) -> UnsafeMutablePointer<UInt8> { bytes(block).assumingMemoryBound(to: UInt8.self) }

    private func kept(_ place: Int) -> UnsafeMutablePointer<Float> {
        (persistent + place).assumingMemoryBound(to: Float.self)
    }
    func bias(_ step: TrainingStep) -> UnsafeMutablePointer<Float> { kept(step.bias) }
    func scales(_ step: TrainingStep) -> UnsafeMutablePointer<Float> { kept(step.scales) }
    func state(_ place: Int) -> UnsafeMutablePointer<Float> { kept(firstState + place) }

    /// A step's weights as they are kept in FP32.
    func weights(_ step: TrainingStep) -> UnsafeMutablePointer<Float> { kept(step.weights) }

    /// Successive rows of a tile as they are stored in other numbers.
    func stored(
        _ store: WeightStore, _ step: TrainingStep, _ tile: TrainingStep.Tile, rows: Range<Int>
    ) -> WeightStore.Rows {
        let element = step.depth * tile.first + rows.lowerBound * tile.width
        return .init(
            stored: persistent + step.weights + store.offset(ofElement: element), scales: scales(step) + tile.first,
            rows: rows.count, columns: tile.width)
    }

    /// All of a tile's weights in FP32: where they are kept, or converted into a block.
    func weights(_ step: TrainingStep, _ tile: TrainingStep.Tile, into scratch: Int) -> UnsafePointer<Float> {
        guard let weightStore else { return UnsafePointer(weights(step)) }
        let converted = block(scratch)
        weightStore.load(stored(weightStore, step, tile, rows: 0..<step.depth), into: converted)
        return UnsafePointer(converted)
    }

    /// A tensor in FP32: where it is, or converted into a block.
    func tensor(
        _ operand: TrainingStep.Operand, count: Int, _ input: UnsafePointer<Float>
    ) -> UnsafePointer<Float> {
        switch operand {
        case .input: return input
        case .block(let place): return UnsafePointer(block(place))
        case .rounded(let scratch):
            tensorStore?.round(input, 0, into: block(scratch), count: count)
            return UnsafePointer(block(scratch))
        case .stored(let place, let tensor, let scratch):
            tensorStore?.load(bytes(place), tensor, into: block(scratch), count: count)
            return UnsafePointer(block(scratch))
        }
    }

    /// Copies the first columns of a matrix.
    func copyColumns(
        _ from: UnsafePointer<Float>, _ fromColumns: Int, to: UnsafeMutablePointer<Float>, _ toColumns: Int, rows: Int
    ) {
        guard fromColumns != toColumns else { return to.update(from: from, count: rows * toColumns) }
        let count = min(fromColumns, toColumns)
        for row in 0..<rows { (to + row * toColumns).update(from: from + row * fromColumns, count: count) }
    }
}
