/// The logistic function in integers.
public enum FixedLogistic {
    /// σ(z) = 1/(1 + e⁻ᶻ) with an absolute error below 2⁻³⁰; σ(−z) = 1 − σ(z) holds exactly.
    ///
    /// |z| = k·ln 2 + r with |r| ≤ ln 2 / 2 gives e⁻|ᶻ| = 2⁻ᵏ·(1 − r·P(r)), P of degree 6 fitted with Remez's
    /// algorithm to 2⁻³⁴.
    /// - Parameter logit: z in units of 2⁻³⁶ (Q36), any value.
    /// - Returns: in units of 2⁻³⁰ (Q30): 0 ... 2³⁰.
    @inlinable public static func sigmoid(_ logit: Int64) -> Int32 {
        // σ(24) is 1 within a twentieth of a unit.
        let magnitude = Int64(bitPattern: min(logit.magnitude, 24 << 36))
        // The nearest k: log₂ e in Q16, and a half.
        let k = ((magnitude &>> 20) &* 94_548 &+ (1 << 31)) &>> 32
        // The rest with ln 2 in Q58, rounded to Q32.
        let r = ((magnitude &<< 22) &- k &* 199_786_072_581_291_495 &+ (1 << 25)) &>> 26
        // Horner's scheme in Q31.
        var p: Int64 = 427_827
        p = -2_994_933 &+ (p &* r) &>> 32
        p = 17_895_526 &+ (p &* r) &>> 32
        p = -89_477_627 &+ (p &* r) &>> 32
        p = 357_913_948 &+ (p &* r) &>> 32
        p = -1_073_741_841 &+ (p &* r) &>> 32
        p = 2_147_483_648 &+ (p &* r) &>> 32
        let decay = ((1 << 40) &- (p &* r) &>> 23) &>> k
        // 1 + e⁻|ᶻ| in Q32, and its reciprocal in Q30.
        let divisor = UInt64(bitPattern: (1 << 32) &+ (decay &+ 128) &>> 8)
        let score = Int32(truncatingIfNeeded: ((1 << 62) &+ divisor &>> 1) / divisor)
        return logit < 0 ? (1 << 30) &- score : score
    }
}
