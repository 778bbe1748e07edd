/// The incomplete beta function I_x(a, b), less its leading factor.
enum IncompleteBeta {
    /// The continued fraction r of I_x(a, b) = x^a·y^b ÷ B(a, b) · r with y = 1 − x, for x up to about a ÷ (a + b).
    ///
    /// Taking y beside x keeps the digits that 1 − x would lose next to 1. Source: A. R. DiDonato, A. H. Morris,
    /// "Significant digit computation of the incomplete beta function ratios", ACM Transactions on Mathematical Software
    /// 18(3), 1992, equation 9.
    static func fraction(_ a: Double, _ b: Double, x: Double, y: Double) -> Double {
        let excess = 1 + (a > b ? (a + b) * y - b : a - (a + b) * x)
        let first = 1 + 1 / a
        var (previous, numerator) = (0.0, 1.0)
        var (previousDenominator, denominator) = (1.0, excess / first)
        var value = numerator / denominator
        var p = 1.0
        var n = 0.0
        while true {
            n += 1
            let w = n * (b - n) * x
            let shrink = a / (a + 2 * n - 1)
            let alpha = p * (p + b / a) * shrink * shrink * w * x
            p = 1 + n / a
            let beta = n + w / (a + 2 * n - 1) + p / (first + 2 * n / a) * (excess + n * (1 + y))
            (previous, numerator) = (numerator, alpha * previous + beta * numerator)
            (previousDenominator, denominator) = (denominator, alpha * previousDenominator + beta * denominator)
            let next = numerator / denominator
            if abs(next - value) <= 2 * .ulpOfOne * next { return next }
            value = next
            // The terms grow like factorials; only their ratios count.
            let scale = 1 / denominator
            (previous, numerator) = (previous * scale, numerator * scale)
            (previousDenominator, denominator) = (previousDenominator * scale, 1)
        }
    }
}
