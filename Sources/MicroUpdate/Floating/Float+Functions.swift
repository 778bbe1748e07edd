extension Float {
    /// eˣ with an error below 1.1 units in the last place: 1.03 over all values.
    ///
    /// x = n·ln 2 + r with |r| ≤ ln 2 / 2; eʳ is a polynomial of degree 6, fitted with Remez's algorithm to 2⁻²⁸.
    @inlinable @inline(__always)
    public static func exponential(_ x: Float) -> Float {
        // Beyond these the result is 0 or ∞. The comparisons let NaN pass.
        let bounded = x < -104 ? -104 : (x > 89 ? 89 : x)
        // Adding 1.5·2²³ rounds to an integer, which the sum's low bits then hold.
        let magic: Float = 0x1.8p23
        let shifted = bounded * 0x1.715476p0 + magic
        let n = shifted - magic
        // ln 2 in two parts: n times the first is exact.
        let r = (bounded - n * 0x1.62e4p-1) - n * 0x1.7f7d1cp-20
        let square = r * r
        let low: Float = 0x1p-1 + r * 0x1.55548ep-3
        let high: Float = (0x1.55545ep-5 + r * 0x1.123bb8p-7) + square * 0x1.6db4a2p-10
        let power = 1 + (r + square * (low + square * high))
        // 2ⁿ in two factors: n is between −150 and 128.
        let exponent = Int32(bitPattern: shifted.bitPattern &- magic.bitPattern)
        let half = exponent &>> 1
        let first = Float(bitPattern: UInt32(bitPattern: (half &+ 127) &<< 23))
        let second = Float(bitPattern: UInt32(bitPattern: (exponent &- half &+ 127) &<< 23))
        return power * first * second
    }

    /// ln(1 + x) for x in 0 ... 1 with an error below 2 units in the last place: 1.97 over all values; NaN stays NaN.
    ///
    /// 2·artanh s of s = x/(2 + x), and from √2 − 1 on ln 2 less that of (1 − x)/(3 + x); the series of artanh is
    /// a polynomial in s², fitted with Remez's algorithm to 2⁻³⁰.
    @inlinable @inline(__always)
    public static func logarithm(onePlus x: Float) -> Float {
        let isLarge = x > 0x1.a8279ap-2
        let s = (isLarge ? x - 1 : x) / (isLarge ? x + 3 : x + 2)
        let t = s * s
        let series = (0x1.55557ap-1 + t * 0x1.995e8p-2) + t * t * 0x1.31e9b2p-2
        return (isLarge ? 0x1.62e43p-1 : 0) + (2 * s + s * t * series)
    }
}
