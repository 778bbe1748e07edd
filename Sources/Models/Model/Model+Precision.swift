import Kernels

extension Model {
    /// An FP32 model with its weights rounded to a format.
    public func rounded(to format: FloatFormat) throws(ModelError) -> Model {
        let operations = operations.map { operation -> Operation in
            switch operation {
            case .layer(.float(let layer)): return .layer(.float(layer.rounded(to: format)))
            case .addition(.float(var addition)):
                addition.format = format
                return .addition(.float(addition))
            case .layer(.integer), .addition(.integer): return operation
            }
        }
        return try Model(network, precision: format.precision, operations: operations)
    }

    /// An FP32 model with integer weights and 8-bit activations, chained: what a step makes is held in the parameters in
    /// which the next one takes it. Weights are quantised per channel, activations per tensor.
    /// - Parameters:
    ///   - ranges: the smallest and largest value of each tensor (``Calibration``).
    ///   - precision: INT8 or INT4.
    ///   - weightLimit: the largest magnitude of a weight, within the precision's range.
    public func quantized(
        _ ranges: [ClosedRange<Double>], activations: IntegerLayer.ActivationType, precision: Precision,
        weightLimit: Int
    ) throws(ModelError) -> Model {
        let tensors = ranges.map {
            QuantizationParameters(covering: $0.lowerBound, $0.upperBound, type: activations)
        }
        guard tensors.count == network.tensorCount else {
            throw .countDiffers(steps: network.steps.count, operations: operations.count)
        }
        let operations = zip(network.steps, operations).enumerated().map { index, step -> Operation in
            let output = tensors[index + 1]
            let inputs = step.0.inputs.map { tensors[$0] }
            switch step.1 {
            case .layer(.float(let layer)):
                return .layer(
                    .integer(
                        IntegerLayer(
                            quantizing: layer, input: inputs[0], output: output, precision: precision,
                            weightLimit: weightLimit)))
            case .addition(.float(let addition)):
                return .addition(
                    .integer(
                        IntegerAddition(
                            count: addition.count, inputs[0], inputs[1], output: output, clamp: addition.clamp)))
            case .layer(.integer), .addition(.integer): return step.1
            }
        }
        return try Model(network, precision: precision, operations: operations, tensors: tensors)
    }
}
