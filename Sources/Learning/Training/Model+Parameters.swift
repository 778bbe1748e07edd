import Kernels
import Models

extension Model {
    /// The FP32 model with other parameters of its layers, given the number of each step.
    /// - Throws: `ModelError` for a model of another precision.
    public func replacing(_ parameters: (Int) -> (weights: [Float], bias: [Float])) throws -> Model {
        let operations = operations.enumerated().map { index, operation -> Operation in
            guard case .layer(.float(let layer)) = operation else { return operation }
            let own = parameters(index)
            return .layer(
                .float(FloatLayer(shape: layer.shape, weights: own.weights, bias: own.bias, clamp: layer.clamp)))
        }
        return try Model(network, precision: .fp32, operations: operations)
    }
}
