import Drift

/// What of a network goes on learning.
public enum UpdateTarget: Hashable, Sendable {
    /// Nothing.
    case frozen
    /// All parameters.
    case full
    /// The last layer.
    case head
    /// So many last layers.
    case last(Int)
    /// One layer at a time: each for so many updates, the last one first, then the one before it, and round again.
    case layerWise(Int)
    /// All biases, and the last layer (Cai et al., 2020, TinyTL, arXiv:2007.11622).
    case biases
    /// All biases, of every layer that has input channels the weights of this share of them, and the last layer: a sparse update
    /// (Lin et al., 2022, On-Device Training Under 256KB Memory, arXiv:2206.15472).
    case channels(Double)
    /// A head of its own on the standardised outputs of a body that stays as it is, sample by sample (H. Ren, D. Anicic,
    /// T. A. Runkler, "TinyOL: TinyML with Online-Learning on Microcontrollers", IJCNN 2021).
    case tinyOL
}

/// When it learns.
public enum UpdateTrigger: Hashable, Sendable {
    /// From every event.
    case every
    /// From events of which the largest probability is below this; only their labels are asked for.
    case unsure(Double)
    /// From so many events after an alarm of a detector that watches errors of 0 and 1, that of the alarm included.
    case afterDrift(RiseDetector.Kind, forEvents: Int)

    /// Whether it waits for the alarm of a detector.
    public var hasDetector: Bool {
        if case .afterDrift = self { true } else { false }
    }
}

/// In which numbers it predicts and learns.
public enum AdaptationNumbers: String, Hashable, Sendable, CaseIterable {
    /// Both in FP32.
    case fp32
    /// Parameters and the tensors between steps in BF16.
    case bf16
    /// Parameters and the tensors between steps in FP16.
    case fp16
    /// Both in INT8, with gradients scaled as their weights are (quantisation-aware scaling, arXiv:2206.15472) and weights rounded
    /// up or down at random, so that small updates count in the mean.
    case int8
    /// The same with gradients as they come.
    case int8Unscaled = "int8-unscaled"
    /// Predicts in INT8, learns in FP32, and quantises again what it has learnt.
    case int8FP32 = "int8+fp32"
    /// Predicts in INT8 and learns in BF16.
    case int8BF16 = "int8+bf16"
    /// Predicts in INT8 and learns in FP16.
    case int8FP16 = "int8+fp16"
}
