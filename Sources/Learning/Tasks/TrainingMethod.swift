import Kernels

/// In which of three ways little is computed in training, if any.
public enum TrainingMethod: Hashable, Sendable {
    /// Everything.
    case dense
    /// Few weights, the last layer's all: drawn at random before training, or the largest after a share of the steps with all.
    case weights(sparsity: Double, SparsityAllotment, byMagnitude: Bool)
    /// Few elements of the hidden layers' gradients.
    case gradients(GradientRule)
}
