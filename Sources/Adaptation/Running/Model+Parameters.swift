import Kernels
import Models

extension Model {
    /// A step's parameters, empty where it has none or they are integers.
    func parameters(ofStep index: Int) -> (weights: [Float], bias: [Float]) {
        guard case .layer(.float(let layer)) = operations[index] else { return ([], []) }
        return (layer.weights, layer.bias)
    }
}
