import RealModule

/// The law by which an uncertain number is drawn.
public enum Law: Hashable, Sendable {
    /// Always the same.
    case constant(Double)
    /// Each number between the ends as likely as any other.
    case uniform(low: Double, high: Double)
    /// Falls off in straight lines from `mode` to both ends.
    case triangular(low: Double, mode: Double, high: Double)
    /// The number's logarithm is triangular, for ranges over magnitudes; all three are above 0.
    case logTriangular(low: Double, mode: Double, high: Double)
    /// Of a mean and a standard deviation.
    case normal(mean: Double, deviation: Double)

    /// A number by this law.
    public func draw(using generator: inout SeededGenerator) -> Double {
        switch self {
        case .constant(let value):
            return value
        case .uniform(let low, let high):
            return low + (high - low) * generator.uniform()
        case .triangular(let low, let mode, let high):
            return Self.triangle(low, mode, high, at: generator.uniform())
        case .logTriangular(let low, let mode, let high):
            return .exp(Self.triangle(.log(low), .log(mode), .log(high), at: generator.uniform()))
        case .normal(let mean, let deviation):
            return mean + deviation * generator.gaussian()
        }
    }

    /// The quantile of the triangular law, by its distribution's inverse.
    private static func triangle(_ low: Double, _ mode: Double, _ high: Double, at share: Double) -> Double {
        let width = high - low
        guard width > 0 else { return mode }
        return share * width < mode - low
            ? low + (share * width * (mode - low)).squareRoot()
            : high - ((1 - share) * width * (high - mode)).squareRoot()
    }
}

extension Law {
    /// The mean, by the law's closed form.
    public var mean: Double {
        switch self {
        case .constant(let value): value
        case .uniform(let low, let high): (low + high) / 2
        case .triangular(let low, let mode, let high): (low + mode + high) / 3
        case .logTriangular(let low, let mode, let high): Self.logMoment(1, low, mode, high)
        case .normal(let mean, _): mean
        }
    }

    /// The variance, by the law's closed form.
    public var variance: Double {
        switch self {
        case .constant: return 0
        case .uniform(let low, let high): return (high - low) * (high - low) / 12
        case .triangular(let a, let c, let b): return (a * a + b * b + c * c - a * b - a * c - b * c) / 18
        case .logTriangular(let low, let mode, let high):
            let mean = Self.logMoment(1, low, mode, high)
            return Self.logMoment(2, low, mode, high) - mean * mean
        case .normal(_, let deviation): return deviation * deviation
        }
    }

    /// The mean of the number's `order`-th power where its logarithm is triangular: the triangular law's moment-generating
    /// function, 2[(b−c)e^{at} − (b−a)e^{ct} + (c−a)e^{bt}] / [(b−a)(c−a)(b−c)t²], with its limits where ends meet.
    private static func logMoment(_ order: Double, _ low: Double, _ mode: Double, _ high: Double) -> Double {
        let (a, c, b) = (order * Double.log(low), order * Double.log(mode), order * Double.log(high))
        if b - a < 1e-6 { return .exp((a + b + c) / 3) }
        // One slope of the triangle from its foot to its peak: ∫ over it of the density, e^x its weight.
        func slope(_ foot: Double, _ peak: Double) -> Double {
            let width = peak - foot
            guard abs(width) > 1e-9 else { return 0 }
            return .exp(foot) * 2 / (b - a) * (Double.exp(width) * (width - 1) + 1) / abs(width)
        }
        return slope(a, c) + slope(b, c)
    }
}
