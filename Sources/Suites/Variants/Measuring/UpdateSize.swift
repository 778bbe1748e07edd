import Adaptation
import Learning
import Models

/// Bytes of what a device has to get, or to send, for a variant's parameters to be others': numbers alone, without headers.
enum UpdateSize {
    /// Of an FP32 bias, or an INT8 layer's bias of 32 bits; of a scale.
    private static let word = 4
    /// A tensor's scale and zero point.
    private static let tensorParameters = 5
    /// Positions up to which 16 bits tell one.
    private static let shortPositions = 1 << 16

    /// - Parameter model: the variant's, in FP32.
    /// - Throws: `TrainingError` for a strategy without parameters.
    static func bytes(of variant: VariantDefinition, _ model: Model) throws -> Int {
        let network = variant.network
        guard let strategy = variant.strategy, strategy.isAdaptive else {
            if variant.sparsity > 0 { return sparse(model) }
            return bytes(of: network, [UpdateScope.Part](repeating: .all, count: network.steps.count), variant)
                + (variant.precision == .int8 ? tensorParameters * network.tensorCount : 0)
        }
        // Tensors keep the ranges that they were shipped with.
        return try bytes(of: network, strategy.learningParts(of: network), variant)
    }

    /// Parameters in their precision; of INT8 a bias and a scale for each output besides its weights.
    private static func bytes(
        of network: Network, _ parts: [UpdateScope.Part], _ variant: VariantDefinition
    ) -> Int {
        zip(network.steps, parts).reduce(0) { sum, step in
            guard case .layer(let shape) = step.0.shape, step.1 != .none, shape.biasCount > 0 else { return sum }
            let weights = step.1.parameterCount(of: shape) - shape.biasCount
            return switch variant.precision {
            case .fp32: sum + 4 * weights + word * shape.biasCount
            case .bf16, .fp16: sum + 2 * weights + word * shape.biasCount
            // Biases alone keep their scales.
            case .int8: sum + weights + (weights > 0 ? 2 : 1) * word * shape.biasCount
            }
        }
    }

    /// Weights that are kept, biases, and of each layer that leaves some out where they are: a bit for each or their numbers,
    /// whichever is shorter.
    private static func sparse(_ model: Model) -> Int {
        model.operations.reduce(0) { sum, operation in
            guard case .layer(.float(let layer)) = operation else { return sum }
            let count = layer.weights.count
            let kept = layer.weights.count { $0 != 0 }
            let positions = min((count + 7) / 8, kept * (count <= shortPositions ? 2 : 4))
            return sum + 4 * kept + word * layer.bias.count + (kept < count ? positions : 0)
        }
    }
}
