/// The sign test: is a distribution's median where half of the samples say it is?
enum SignTest {
    /// The two-sided p-value that the median lies on one side, when `opposing` of `count` samples lie on the
    /// other side or on the edge: P(X ≤ opposing) twice, for X binomial of `count` and ½.
    static func pValue(opposing: Int, of count: Int) -> Double {
        min(1, 2 * Binomial(trials: count, probability: 0.5).cdf(opposing))
    }
}
