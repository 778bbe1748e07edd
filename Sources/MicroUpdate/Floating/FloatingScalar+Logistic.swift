extension FloatingScalar {
    /// The logistic function 1/(1 + e⁻ᶻ) with an error below 2.5 units in the last place: 2.41 over all Floats, 2.39
    /// over 10⁸ Doubles. 0 and 1 at the ends, NaN of NaN.
    @inlinable @inline(__always)
    public static func sigmoid(_ z: Self) -> Self {
        let decay = exponential(-z.magnitude)
        return (z < 0 ? decay : 1) / (1 + decay)
    }

    /// ln(1 + eᶻ) = max(z, 0) + ln(1 + e⁻ᶻ of |z|) with an error below 2.9 units in the last place: 2.80 over
    /// all Floats, 2.82 over 10⁸ Doubles. 0 and ∞ at the ends, NaN of NaN.
    @inlinable @inline(__always)
    public static func softplus(_ z: Self) -> Self {
        // The logarithm is NaN for NaN, which the comparison lets pass as 0.
        (z > 0 ? z : 0) + logarithm(onePlus: exponential(-z.magnitude))
    }

    /// Binary cross-entropy −y·ln σ(z) − (1 − y)·ln(1 − σ(z)) in nats, from the logit z and a label y in 0 ... 1.
    ///
    /// A logit of ±∞ costs nothing where the label is of its side alone, and otherwise ∞. NaN stays NaN.
    @inlinable @inline(__always)
    public static func crossEntropy(logit z: Self, label: Self) -> Self {
        let wrong = z > 0 ? 1 - label : label
        // ∞·0 would be NaN.
        let linear = wrong == 0 ? 0 : wrong * z.magnitude
        return linear + logarithm(onePlus: exponential(-z.magnitude))
    }
}
