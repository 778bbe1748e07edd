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
