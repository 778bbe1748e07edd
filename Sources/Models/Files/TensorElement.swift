/// Type of a tensor's elements, by the name that safetensors gives it.
///
/// In the order in which files hold them, as the format's own library writes: wide types first, so that with a header of
/// a multiple of 8 bytes every element is aligned.
public enum TensorElement: String, CaseIterable, Sendable {
    case u64 = "U64"
    case i64 = "I64"
    case f64 = "F64"
    case f32 = "F32"
    case i32 = "I32"
    case bf16 = "BF16"
    case f16 = "F16"
    case i16 = "I16"
    case i8 = "I8"
    case u8 = "U8"
    case bool = "BOOL"

    /// Bytes of an element.
    public var byteCount: Int {
        switch self {
        case .u64, .i64, .f64: 8
        case .f32, .i32: 4
        case .bf16, .f16, .i16: 2
        case .i8, .u8, .bool: 1
        }
    }

    /// Bytes of a tensor of this shape; nil for a negative dimension, or beyond 64 bits. A shape without dimensions is
    /// that of one element.
    func byteCount(of shape: [Int]) -> Int? {
        guard shape.allSatisfy({ $0 >= 0 }) else { return nil }
        // A zero may stand behind what overflows.
        if shape.contains(0) { return 0 }
        var count = byteCount
        for dimension in shape {
            let (product, overflows) = count.multipliedReportingOverflow(by: dimension)
            if overflows { return nil }
            count = product
        }
        return count
    }
}
