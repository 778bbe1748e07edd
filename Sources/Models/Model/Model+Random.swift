import Kernels
import Statistics

extension Model {
    /// The network with FP32 weights uniform in ±√(6/K) before a ReLU and ±√(3/K) elsewhere, so that activations keep
    /// their mean square from layer to layer (He et al., 2015, arXiv:1502.01852), and biases in ±0.05.
    public static func random(_ network: Network, using generator: inout SeededGenerator) throws(ModelError) -> Model {
        var operations: [Operation] = []
        for step in network.steps {
            switch step.shape {
            case .addition(let image):
                operations.append(.addition(.float(FloatAddition(count: image.count, clamp: step.clamp))))
            case .layer(let shape):
                let gain: Double = step.clamp.lowerBound == 0 ? 6 : 3
                let reach = (gain / Double(shape.gemm.k)).squareRoot()
                let weights = (0..<shape.weightCount).map { _ in Float(reach * generator.symmetric()) }
                let bias = (0..<shape.biasCount).map { _ in Float(0.05 * generator.symmetric()) }
                operations.append(
                    .layer(.float(FloatLayer(shape: shape, weights: weights, bias: bias, clamp: step.clamp))))
            }
        }
        return try Model(network, precision: .fp32, operations: operations)
    }
}

extension SeededGenerator {
    /// Uniform in −1 ..< 1. The standard library's distribution may change between versions of Swift.
    mutating func symmetric() -> Double { 2 * uniform() - 1 }
}
