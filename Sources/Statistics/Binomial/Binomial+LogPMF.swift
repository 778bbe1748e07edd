import RealModule

extension Binomial {
    /// log P(X = `successes`), −∞ where it cannot happen.
    ///
    /// The difference of three log Γ would lose as many digits as log n! has before its point; the saddle-point
    /// expansion adds small terms instead. Source: C. Loader, "Fast and accurate computation of binomial
    /// probabilities", 2000.
    func logPMF(_ successes: Int) -> Double {
        guard (0...trials).contains(successes) else { return -.infinity }
        let n = Double(trials)
        if successes == 0 { return trials == 0 ? 0 : n * .log(onePlus: -probability) }
        if successes == trials { return n * .log(probability) }
        guard probability > 0, probability < 1 else { return -.infinity }
        let k = Double(successes)
        let failures = n - k
        return Self.stirlingError(n) - Self.stirlingError(k) - Self.stirlingError(failures)
            - Self.deviance(k, expected: n * probability)
            - Self.deviance(failures, expected: n * (1 - probability))
            + 0.5 * .log(n / (2 * .pi * k * failures))
    }

    /// log n! less Stirling's ½·log(2πn) + n·log n − n.
    private static func stirlingError(_ n: Double) -> Double {
        if n < 16 {
            return .logGamma(n + 1) - (n + 0.5) * .log(n) + n - 0.5 * .log(2 * .pi)
        }
        // Stirling's series; the first term left out is below 2·10⁻¹⁴ here.
        let s = 1 / (n * n)
        return (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - 1.0 / 1680 * s) * s) * s) / n
    }

    /// x·log(x/m) + m − x for positive x and m, without cancellation where they are close.
    private static func deviance(_ x: Double, expected m: Double) -> Double {
        guard abs(x - m) < 0.1 * (x + m) else { return x * .log(x / m) + m - x }
        let v = (x - m) / (x + m)
        var sum = (x - m) * v
        var power = 2 * x * v
        var divisor = 1.0
        while true {
            power *= v * v
            divisor += 2
            let next = sum + power / divisor
            if next == sum { return sum }
            sum = next
        }
    }
}
