/// The rounding of the 8-bit integers in FP32: values stay FP32, but are those that eight bits can hold.
public enum FakeQuantisation {
    /// 2^bits, for bits in −126 ... 127.
    @inlinable @inline(__always)
    public static func power(_ bits: Int) -> Float {
        Float(bitPattern: UInt32(truncatingIfNeeded: bits &+ 127) &<< 23)
    }

    /// The nearest integer, ties up, exact for |x| ≤ 2²²; NaN stays NaN.
    @inlinable @inline(__always)
    public static func rounded(_ x: Float) -> Float {
        // To the nearest, ties to even.
        let even = (x + 0x1.8p23) - 0x1.8p23
        return x - even == 0.5 ? even + 1 : even
    }

    /// The nearest 8-bit number; NaN stays NaN.
    @inlinable @inline(__always)
    public static func saturated(_ x: Float) -> Float { x < -128 ? -128 : (x > 127 ? 127 : x) }

    /// The 8-bit number that stands for a value, as FP32, before it saturates; a value beyond ±2²² counts as that,
    /// NaN stays NaN.
    @inlinable @inline(__always)
    public static func level(_ value: Float, bits: Int) -> Float {
        let scaled = value * power(bits)
        return rounded(scaled < -0x1p22 ? -0x1p22 : (scaled > 0x1p22 ? 0x1p22 : scaled))
    }

    /// The nearest value that an 8-bit number with so many bits behind the point stands for; NaN stays NaN.
    @inlinable @inline(__always)
    public static func value(_ value: Float, bits: Int) -> Float {
        saturated(level(value, bits: bits)) * power(0 &- bits)
    }

    /// The 8-bit number that stands for a value; that of NaN has no meaning.
    @inlinable @inline(__always)
    public static func integer(_ value: Float, bits: Int) -> Int8 {
        // The low bits of the sum are the integer.
        Int8(truncatingIfNeeded: Int32(bitPattern: (saturated(level(value, bits: bits)) + 0x1.8p23).bitPattern))
    }
}
