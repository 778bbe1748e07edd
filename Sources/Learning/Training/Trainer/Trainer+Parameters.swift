import Kernels
import Models

/// Parameters in and out.
extension Trainer {
    /// A copy of a step's weights, K×N row-major, as they are computed with, and its biases; empty where it has none.
    public func parameters(ofStep index: Int) -> (weights: [Float], bias: [Float]) {
        let step = plan.steps[index]
        guard case .layer(let shape) = plan.network.steps[index].shape else { return ([], []) }
        var own = [Float](repeating: 0, count: shape.weightCount)
        own.withUnsafeMutableBufferPointer { own in
            guard let start = own.baseAddress else { return }
            let kept = weights(step, room: start)
            if kept != UnsafePointer(start) { start.update(from: kept, count: own.count) }
        }
        if case .gradientSparse(let sparse) = step.kernel {
            own = Self.transposed(own, rows: sparse.layer.outputs, columns: sparse.layer.inputs)
        }
        return (own, Array(UnsafeBufferPointer(start: bias(step), count: shape.biasCount)))
    }

    /// Where a step's weights, K×N row-major, and its biases are in FP32 until the next step. Nothing is allocated.
    /// - Parameters:
    ///   - index: of a layer with parameters whose backward pass takes the whole gradient.
    ///   - room: for its weights, where they are kept in other numbers; not touched where they are kept in FP32.
    public func parameters(
        ofStep index: Int, room: UnsafeMutablePointer<Float>
    ) -> (weights: UnsafePointer<Float>, bias: UnsafePointer<Float>) {
        let step = plan.steps[index]
        return (weights(step, room: room), UnsafePointer(bias(step)))
    }

    private func weights(_ step: TrainingStep, room: UnsafeMutablePointer<Float>) -> UnsafePointer<Float> {
        guard let weightStore else { return UnsafePointer(weights(step)) }
        eachRow(of: step) { tile, row in
            weightStore.load(
                stored(weightStore, step, tile, rows: row..<row + 1), into: room + row * step.columns + tile.first)
        }
        return UnsafePointer(room)
    }

    private func eachRow(of step: TrainingStep, _ body: (TrainingStep.Tile, _ row: Int) -> Void) {
        for tile in step.tiles {
            for row in 0..<step.depth { body(tile, row) }
        }
    }

    private static func transposed(_ matrix: [Float], rows: Int, columns: Int) -> [Float] {
        (0..<columns).flatMap { column in (0..<rows).map { matrix[$0 * columns + column] } }
    }

    /// Begins with a model's parameters.
    func take(_ model: Model) throws(TrainingError) {
        guard model.operations.count == plan.steps.count else {
            throw .otherModel(reason: "it has \(model.operations.count) steps for \(plan.steps.count)")
        }
        for (index, operation) in model.operations.enumerated() {
            let name = plan.network.steps[index].name
            switch (operation, plan.network.steps[index].shape) {
            case (.addition(.float), .addition): continue
            case (.layer(.float(let layer)), .layer(let shape)) where layer.shape == shape && layer.format == .fp32:
                take(layer, plan.steps[index])
            default: throw .otherModel(reason: "step \(index), \(name), is another operation or not in FP32")
            }
        }
    }

    private func take(_ layer: FloatLayer, _ step: TrainingStep) {
        bias(step).update(from: layer.bias, count: layer.bias.count)
        guard let weightStore else {
            var own = layer.weights
            if case .gradientSparse(let sparse) = step.kernel {
                own = Self.transposed(own, rows: sparse.layer.inputs, columns: sparse.layer.outputs)
            }
            return weights(step).update(from: own, count: own.count)
        }
        if let integers = plan.numbers.integers, !layer.weights.isEmpty {
            let chosen = integers.scales(of: layer.weights, columns: step.columns)
            scales(step).update(from: chosen, count: chosen.count)
        }
        layer.weights.withUnsafeBufferPointer { own in
            guard let start = own.baseAddress else { return }
            eachRow(of: step) { tile, row in
                weightStore.begin(
                    start + row * step.columns + tile.first, into: stored(weightStore, step, tile, rows: row..<row + 1))
            }
        }
    }

    /// The model as it has been trained so far, in FP32: with the weights that it computes with.
    public func model() throws(ModelError) -> Model {
        let operations = plan.network.steps.enumerated().map { index, step -> Model.Operation in
            switch step.shape {
            case .addition(let image): return .addition(.float(.init(count: image.count, clamp: step.clamp)))
            case .layer(let shape):
                let (weights, bias) = parameters(ofStep: index)
                return .layer(.float(.init(shape: shape, weights: weights, bias: bias, clamp: step.clamp)))
            }
        }
        return try Model(plan.network, precision: .fp32, operations: operations)
    }

    /// The model in INT8 as it has been trained so far, for integer kernels: the trained integers with their scales, tensors in the
    /// ranges that training rounded them to, and biases in the accumulator's units.
    /// - Throws: ``TrainingError/notIntegers`` for a trainer of other numbers, `ModelError` where biases and ranges make none.
    public func quantizedModel() throws -> Model {
        guard let integers = plan.numbers.integers else { throw TrainingError.notIntegers }
        let tensors = integers.tensors
        let operations = plan.network.steps.enumerated().map { index, step -> Model.Operation in
            let inputs = step.inputs.map { tensors[$0] }
            let output = tensors[index + 1]
            switch step.shape {
            case .addition(let image):
                return .addition(
                    .integer(.init(count: image.count, inputs[0], inputs[1], output: output, clamp: step.clamp)))
            case .layer(let shape):
                let bias = Array(UnsafeBufferPointer(start: self.bias(plan.steps[index]), count: shape.biasCount))
                let layer = FloatLayer(shape: shape, weights: [], bias: bias, clamp: step.clamp)
                let (weights, scales) = integerWeights(of: plan.steps[index], count: shape.weightCount)
                return .layer(
                    .integer(
                        weights.isEmpty
                            ? IntegerLayer(
                                quantizing: layer, input: inputs[0], output: output, precision: .int8, weightLimit: 127)
                            : IntegerLayer(layer, weights, scales: scales, input: inputs[0], output: output)))
            }
        }
        return try Model(plan.network, precision: .int8, operations: operations, tensors: tensors)
    }

    private func integerWeights(of step: TrainingStep, count: Int) -> (weights: [Int8], scales: [Float]) {
        guard let weightStore, count > 0 else { return ([], []) }
        var weights = [Int8](repeating: 0, count: count)
        eachRow(of: step) { tile, row in
            let from = stored(weightStore, step, tile, rows: row..<row + 1).stored.assumingMemoryBound(to: Int8.self)
            for column in 0..<tile.width { weights[row * step.columns + tile.first + column] = from[column] }
        }
        return (weights, Array(UnsafeBufferPointer(start: scales(step), count: step.columns)))
    }
}

extension IntegerNumbers {
    /// The scales of a layer's columns: of the largest weight of each, with the headroom.
    fileprivate func scales(of weights: [Float], columns: Int) -> [Float] {
        var largest = [Float](repeating: 0, count: columns)
        for (index, weight) in weights.enumerated() {
            largest[index % columns] = max(largest[index % columns], weight.magnitude)
        }
        // What cannot be told from a column's zeros, its neighbours tell.
        let layer = largest.max() ?? 0
        let all = layer > 0 ? layer : 1
        return largest.map { ($0 > 0 ? $0 : all) * headroom / Float(weightLimit) }
    }
}

extension IntegerLayer {
    /// A layer with weights that are integers already.
    fileprivate init(
        _ layer: FloatLayer, _ weights: [Int8], scales: [Float], input: QuantizationParameters,
        output: QuantizationParameters
    ) {
        self.init(
            shape: layer.shape, weights: weights,
            bias: zip(layer.bias, scales).map { bias, scale in
                let units = (Double(bias) / (Double(input.scale) * Double(scale))).rounded(.toNearestOrEven)
                return Int32(min(max(units, -0x1p30), 0x1p30))
            },
            activations: output.type, inputZeroPoint: input.zeroPoint,
            multipliers: scales.map { Float(Double(input.scale) * Double($0) / Double(output.scale)) },
            outputZeroPoint: output.zeroPoint,
            clamp: output.quantized(layer.clamp.lowerBound)...output.quantized(layer.clamp.upperBound))
    }
}
