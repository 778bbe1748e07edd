/// The arithmetic of a layer: the elements of its weights and activations.
public enum Precision: String, Sendable, CaseIterable {
    /// IEEE 754 single precision.
    case fp32
    /// bfloat16 weights and activations, summed in FP32.
    case bf16
    /// IEEE 754 half-precision weights and activations, summed in FP32, or as ``Summation`` says.
    case fp16
    /// 8-bit weights and activations, summed in int32.
    case int8
    /// 4-bit weights (−7 ... 7) and 8-bit activations, summed in int32.
    case int4

    /// The elements' format; nil for integers.
    public var format: FloatFormat? {
        switch self {
        case .fp32: .fp32
        case .bf16: .bf16
        case .fp16: .fp16
        case .int8, .int4: nil
        }
    }

    /// What numbers are widened to where no instruction multiplies them as they are; nil for FP32 and INT8.
    public var widened: Precision? {
        switch self {
        case .fp32, .int8: nil
        case .bf16, .fp16: .fp32
        case .int4: .int8
        }
    }

    /// Bits of a weight.
    public var weightBits: Int {
        switch self {
        case .int8: 8
        case .int4: 4
        case .fp32, .bf16, .fp16: activationBytes * 8
        }
    }

    /// Bytes of an element of the input and the output.
    public var activationBytes: Int { format?.byteCount ?? 1 }
}
