import RealModule

/// Student's t distribution.
///
/// Relative errors stay below 10⁻¹² for 0.1 to 10⁶ degrees of freedom, far into both tails.
public struct StudentT: Equatable, Sendable {
    /// The degrees of freedom, positive and finite, not necessarily whole.
    public let degreesOfFreedom: Double

    /// The distribution of positive, finite degrees of freedom.
    public init(degreesOfFreedom: Double) {
        precondition(degreesOfFreedom > 0 && degreesOfFreedom.isFinite, "degrees of freedom are positive and finite")
        self.degreesOfFreedom = degreesOfFreedom
    }

    /// The density at `t`.
    public func density(_ t: Double) -> Double {
        let half = degreesOfFreedom / 2
        return Self.gammaRatio(half) / (.pi * degreesOfFreedom).squareRoot()
            * .exp(-(half + 0.5) * logExcess(abs(t)))
    }

    /// P(T ≤ `t`), with all its digits where it is small.
    public func cdf(_ t: Double) -> Double {
        survival(-t)
    }

    /// P(T > `t`), with all its digits where it is small.
    ///
    /// Half an incomplete beta function of ν/2 and ½: M. Abramowitz, I. A. Stegun, "Handbook of Mathematical
    /// Functions", 1964, 26.5.27, by the continued fraction that converges fast on either side of the mode.
    public func survival(_ t: Double) -> Double {
        guard t >= 0 else { return 1 - survival(-t) }
        guard t.isFinite else { return 0 }
        let half = degreesOfFreedom / 2
        let r = t / degreesOfFreedom.squareRoot()
        let x = 1 / (1 + r * r)
        // x^(ν/2)·(1 − x)^½ ÷ B(ν/2, ½); the last factor is near 1 where r·r overflows.
        let front =
            .exp(-half * logExcess(t)) * (r < 0x1p500 ? r * x.squareRoot() : 1)
            * Self.gammaRatio(half) / Double.pi.squareRoot()
        let y = r < 0x1p500 ? r * r * x : 1
        // Beyond the mean of the beta distribution, ν ÷ (ν + 1), its upper tail converges faster.
        return t > 1
            ? 0.5 * front * IncompleteBeta.fraction(half, 0.5, x: x, y: y)
            : 0.5 - 0.5 * front * IncompleteBeta.fraction(0.5, half, x: y, y: x)
    }

    /// The value that T is at most with a `probability` strictly between 0 and 1.
    public func quantile(_ probability: Double) -> Double {
        precondition(probability > 0 && probability < 1, "a quantile's probability lies between 0 and 1")
        if probability > 0.5 { return upperQuantile(1 - probability) }
        return -upperQuantile(probability)
    }

    private func upperQuantile(_ probability: Double) -> Double {
        UpperQuantile.find(probability, survival: survival, density: density)
    }

    /// log(1 + t²/ν), without overflow.
    private func logExcess(_ t: Double) -> Double {
        let r = t / degreesOfFreedom.squareRoot()
        return r < 0x1p60 ? .log(onePlus: r * r) : 2 * .log(r)
    }

    /// Γ(a + ½) ÷ Γ(a), for a > 0. A difference of two log Γ would lose as many digits as they have before the point.
    ///
    /// The series is that of the difference of Stirling's series at a + ½ and a; the first term left out is below
    /// 10⁻¹⁵ from 16 on. Below, a is raised by Γ(a + 1) = a·Γ(a).
    private static func gammaRatio(_ a: Double) -> Double {
        var a = a
        var factor = 1.0
        while a < 16 {
            factor *= a / (a + 0.5)
            a += 1
        }
        let s = 1 / (a * a)
        let series = (-1.0 / 8 + (1.0 / 192 + (-1.0 / 640 + (17.0 / 14336 - 31.0 / 18432 * s) * s) * s) * s) / a
        return factor * a.squareRoot() * .exp(series)
    }
}
