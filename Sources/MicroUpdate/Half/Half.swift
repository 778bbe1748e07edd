/// Numbers of 16 bits as IEEE 754 has them (binary16), as their bits: where the compiler or the machine has no such
/// type.
public enum Half {
    /// The number, exactly. NaN stays NaN, with its sign and payload.
    @inlinable @inline(__always)
    public static func widened(_ half: UInt16) -> Float {
        let magnitude = UInt32(half & 0x7FFF) &<< 13
        // The exponent's bias is 15 there and 127 here. A product also normalises what is subnormal there.
        let scaled = (Float(bitPattern: magnitude) * 0x1p112).bitPattern
        let special = magnitude | 0x7F80_0000
        let sign = UInt32(half & 0x8000) &<< 16
        return Float(bitPattern: sign | (magnitude >= 0x0F80_0000 ? special : scaled))
    }

    /// The nearest half, ties to even; ∞ from 65,520 on. NaN stays NaN, quiet, with its sign and the head of its
    /// payload.
    @inlinable @inline(__always)
    public static func narrowed(_ value: Float) -> UInt16 {
        let magnitude = value.bitPattern & 0x7FFF_FFFF
        let sign = (value.bitPattern &>> 16) & 0x8000
        let normal = (magnitude &- 0x3800_0000 &+ 0xFFF &+ (magnitude &>> 13) & 1) &>> 13
        // Below 2⁻¹⁴: a unit in the last place of this sum is that of subnormal halves.
        let subnormal = (Float(bitPattern: magnitude) + 0.5).bitPattern &- 0x3F00_0000
        let finite = min(magnitude < 0x3880_0000 ? subnormal : normal, 0x7C00)
        let payload = 0x7E00 | (magnitude &>> 13) & 0x3FF
        return UInt16(truncatingIfNeeded: sign | (magnitude > 0x7F80_0000 ? payload : finite))
    }

    /// A half beside a value, chosen by a rounding of magnitudes; ∞ beyond the largest. NaN stays NaN, as of
    /// ``narrowed(_:)``.
    @inlinable public static func narrowed(_ value: Float, rounding: inout some UpdateRounding) -> UInt16 {
        let magnitude = value.bitPattern & 0x7FFF_FFFF
        guard magnitude < 0x7F80_0000 else { return narrowed(value) }
        let exponent = max(Int(magnitude &>> 23), 1)
        let significand = Int64(magnitude & 0x7F_FFFF) | (magnitude < 0x80_0000 ? 0 : 0x80_0000)
        // Halves are subnormal below 2⁻¹⁴. Of 2⁻⁶² and less nothing would stay.
        let bits = min(exponent >= 113 ? 13 : 126 &- exponent, 62)
        let shift = Int64(truncatingIfNeeded: bits)
        let offset = rounding.offset(bits: bits, lowest: (significand &>> shift) & 1)
        let kept = (significand &+ offset) &>> shift
        // The significand's first bit, or a carry, adds 1 to the exponent.
        let half = min(kept &+ Int64(max(exponent &- 113, 0)) &<< 10, 0x7C00)
        return UInt16(truncatingIfNeeded: half) | UInt16(truncatingIfNeeded: value.bitPattern &>> 16) & 0x8000
    }
}
