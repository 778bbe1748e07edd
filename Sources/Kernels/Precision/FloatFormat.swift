/// How a floating-point number lies in memory.
public enum FloatFormat: Sendable, CaseIterable {
    case fp32
    /// The upper half of an FP32 number: 8 bits of exponent, 8 of precision.
    case bf16
    /// IEEE 754 binary16: 5 bits of exponent, 11 of precision.
    case fp16

    /// Bytes of an element.
    public var byteCount: Int { self == .fp32 ? 4 : 2 }

    /// The arithmetic of layers in this format.
    public var precision: Precision {
        switch self {
        case .fp32: .fp32
        case .bf16: .bf16
        case .fp16: .fp16
        }
    }

    /// Half the distance from 1 to the next number: rounding a normal number errs by no more than this share of it.
    public var unitRoundoff: Double {
        switch self {
        case .fp32: 0x1p-24
        case .bf16: 0x1p-8
        case .fp16: 0x1p-11
        }
    }

    /// The smallest normal number; below it hardware may flush to 0.
    public var leastNormal: Double { self == .fp16 ? 0x1p-14 : 0x1p-126 }

    /// The nearest number of the format, ties to even.
    public func rounded(_ x: Float) -> Float { decode(encode(x)) }

    /// The bits of the nearest number of the format, ties to even, in the lower bytes.
    public func encode(_ x: Float) -> UInt32 {
        switch self {
        case .fp32: x.bitPattern
        case .bf16:
            // A NaN stays one: the carry could make it an infinity.
            x.isNaN ? 0x7FC0 : (x.bitPattern + 0x7FFF + (x.bitPattern >> 16 & 1)) >> 16
        case .fp16: FloatFormat.encodeHalf(x)
        }
    }

    /// The number that these bits stand for.
    public func decode(_ bits: UInt32) -> Float {
        switch self {
        case .fp32: Float(bitPattern: bits)
        case .bf16: Float(bitPattern: bits << 16)
        case .fp16: FloatFormat.decodeHalf(bits)
        }
    }

    /// Elements in this format, one after the other.
    public func encode(_ values: [Float]) -> [UInt8] {
        if self == .fp32 { return values.withUnsafeBytes { Array($0) } }
        return values.flatMap { value in
            let bits = encode(value)
            return [UInt8(truncatingIfNeeded: bits), UInt8(truncatingIfNeeded: bits >> 8)]
        }
    }

    /// The element at `index` of those at `elements`.
    public func element(_ index: Int, of elements: UnsafeRawPointer) -> Float {
        switch self {
        case .fp32: elements.load(fromByteOffset: 4 * index, as: Float.self)
        case .bf16, .fp16: decode(UInt32(elements.load(fromByteOffset: 2 * index, as: UInt16.self)))
        }
    }

    /// By hand, as Swift's Float16 does not exist on every platform (macOS on x86-64).
    private static func encodeHalf(_ x: Float) -> UInt32 {
        let sign = x.bitPattern >> 16 & 0x8000
        let magnitude = x.magnitude
        if x.isNaN { return sign | 0x7E00 }
        // Halfway between the largest number and the next power of two, which rounds to even: to infinity.
        if magnitude >= 65_520 { return sign | 0x7C00 }
        // Below the smallest normal number steps are 2^-24: the sum with 0.5 keeps just these bits.
        if magnitude < 0x1p-14 { return sign | ((magnitude + 0.5).bitPattern - Float(0.5).bitPattern) }
        let bits = magnitude.bitPattern
        // 13 bits fall away; the exponent's bias goes from 127 to 15.
        return sign | ((bits - (112 << 23) + 0xFFF + (bits >> 13 & 1)) >> 13)
    }

    private static func decodeHalf(_ bits: UInt32) -> Float {
        let sign = (bits & 0x8000) << 16
        let exponent = bits >> 10 & 0x1F
        let fraction = bits & 0x3FF
        switch exponent {
        case 0: return Float(bitPattern: (Float(fraction) * 0x1p-24).bitPattern | sign)
        case 0x1F: return Float(bitPattern: sign | 0x7F80_0000 | fraction << 13)
        default: return Float(bitPattern: sign | (exponent + 112) << 23 | fraction << 13)
        }
    }
}
