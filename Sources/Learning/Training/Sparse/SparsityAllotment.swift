import Kernels

/// How the weights that a network keeps are shared among its layers.
public enum SparsityAllotment: String, Sendable, CaseIterable {
    /// The same share of each layer.
    case uniform
    /// Erdős–Rényi with the kernel's size: a layer's density is in proportion to the sum of its dimensions by their product,
    /// (channels in + channels out + rows + columns) / (channels in · channels out · rows · columns), so that small layers keep
    /// more; where that exceeds 1, the layer keeps all, and the others share the rest.
    ///
    /// Source: U. Evci et al., "Rigging the Lottery: Making All Tickets Winners", ICML 2020, arXiv:1911.11134, section 3.
    case erk

    /// The share that each layer leaves out, so that together they leave out `sparsity` of all weights.
    /// - Parameters:
    ///   - shapes: of layers with weights, at least one.
    ///   - sparsity: in 0 ..< 1.
    public func sparsities(of shapes: [LayerShape], sparsity: Double) -> [Double] {
        switch self {
        case .uniform: return shapes.map { _ in sparsity }
        case .erk:
            let counts = shapes.map { Double($0.weightCount) }
            let raw = shapes.map(Self.density)
            let kept = (1 - sparsity) * counts.reduce(0, +)
            var isDense = [Bool](repeating: false, count: shapes.count)
            while true {
                let sparse = shapes.indices.filter { !isDense[$0] }
                let left = kept - shapes.indices.reduce(0) { $0 + (isDense[$1] ? counts[$1] : 0) }
                let factor = left / sparse.reduce(0) { $0 + raw[$1] * counts[$1] }
                let over = sparse.filter { factor * raw[$0] > 1 }
                // All weights are kept at most, so that one layer always takes what is left.
                guard !over.isEmpty, over.count < sparse.count else {
                    return shapes.indices.map { isDense[$0] ? 0 : max(0, 1 - factor * raw[$0]) }
                }
                for index in over { isDense[index] = true }
            }
        }
    }

    private static func density(_ shape: LayerShape) -> Double {
        let c = shape.asConvolution
        let isProduct = if case .gemm = shape { true } else { false }
        let dimensions = [c.inputChannels, c.outputChannels] + (isProduct ? [] : [c.kernelHeight, c.kernelWidth])
        return Double(dimensions.reduce(0, +)) / Double(dimensions.reduce(1, *))
    }
}
