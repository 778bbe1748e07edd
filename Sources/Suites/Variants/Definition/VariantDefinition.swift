import Adaptation
import Models

/// A variant of a model, as the user's list says.
struct VariantDefinition: Sendable {
    /// In ids.
    var name: String
    var network: Network
    var precision: VariantPrecision
    /// The share of the weights that is left out of each layer but the last.
    var sparsity: Double
    /// How it goes on learning when something drifts; nil where that is not asked.
    var strategy: AdaptationStrategy?
    /// nil where it is trained here.
    var weights: GivenWeights?

    /// How it predicts, and learns where it does.
    var adaptation: AdaptationStrategy {
        strategy ?? AdaptationStrategy(.frozen, .every, precision.numbers)
    }

    /// Variants with the same one have the same weights, of the same first ones and in the same order.
    var training: Training { Training(network: network, sparsity: sparsity) }

    /// What decides how a model is trained.
    struct Training: Hashable {
        var network: Network
        var sparsity: Double
    }
}

/// Numbers in which a variant predicts.
enum VariantPrecision: String, CaseIterable, Sendable {
    case fp32, bf16, fp16, int8

    var numbers: AdaptationNumbers {
        switch self {
        case .fp32: .fp32
        case .bf16: .bf16
        case .fp16: .fp16
        case .int8: .int8
        }
    }
}

extension AdaptationNumbers {
    /// Those in which it predicts.
    var precision: VariantPrecision {
        switch self {
        case .fp32: .fp32
        case .bf16: .bf16
        case .fp16: .fp16
        case .int8, .int8Unscaled, .int8FP32, .int8BF16, .int8FP16: .int8
        }
    }
}

/// Trained weights of a file.
struct GivenWeights: Sendable {
    /// As the definition names it.
    var name: String
    /// In FP32, with nothing left out.
    var model: Model
}
