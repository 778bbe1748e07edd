import Kernels
import Learning
import Models

extension Model {
    /// The model of fully connected layers without a share of each layer's weights, the smallest; the last layer keeps all, as it has
    /// few, and no class may be cut off.
    /// - Throws: `ModelError` for other layers, `SparsityError` for a share that leaves nothing.
    public func thinned(to sparsity: Double) throws -> Model {
        let patterns = try patterns(sparsity: sparsity)
        return try replacing { index in
            let own = parameters(ofStep: index)
            return (zip(own.weights, patterns[index].isKept).map { $1 ? $0 : 0 }, own.bias)
        }
    }

    /// Which weights are kept.
    fileprivate func patterns(sparsity: Double) throws -> [SparsityPattern] {
        try operations.enumerated().map { index, operation in
            guard case .layer(.float(let layer)) = operation, case .gemm(let gemm) = layer.shape, gemm.m == 1 else {
                throw ModelError.notSparse
            }
            return try SparsityPattern(
                magnitudes: layer.weights, of: layer.shape, form: .unstructured,
                sparsity: index == operations.count - 1 ? 0 : sparsity)
        }
    }
}

extension SparseTrainer {
    /// Goes on with the largest weights of a model.
    convenience init(thinning model: Model, to sparsity: Double, batch: Int) throws {
        let own = model.operations.indices.map(model.parameters)
        try self.init(
            model.patterns(sparsity: sparsity), weights: own.map(\.weights), biases: own.map(\.bias), batch: batch,
            optimiser: Adam())
    }
}
