import RealModule

extension RunLength {
    /// The mean run length of a one-sided CUSUM of independent normal values, in closed form: of `PageHinkley` where it
    /// forgets nothing and has seen so many values that its mean is known.
    ///
    /// (e^{−2Δb} + 2Δb − 1) ÷ 2Δ², with b = threshold + 1.166. Within 3 % of the exact value for |Δ| ≤ ½ and
    /// thresholds of 4 to 5. Source: D. Siegmund, "Sequential Analysis", Springer 1985, section 2.
    /// - Parameters:
    ///   - drift: the mean of what is summed, Δ: the change of the mean less the detector's `delta`, in standard
    ///     deviations of the values. Without a change it is −`delta`.
    ///   - threshold: in standard deviations.
    public static func ofCusum(drift: Double, threshold: Double) -> Double {
        let bound = threshold + 1.166
        let exponent = 2 * drift * bound
        // Near Δ = 0 the terms cancel; b²·(1 − 2Δb ÷ 3) is what is left of the series.
        guard abs(exponent) > 1e-5 else { return bound * bound * (1 - exponent / 3) }
        return (.expMinusOne(-exponent) + exponent) / (2 * drift * drift)
    }
}
