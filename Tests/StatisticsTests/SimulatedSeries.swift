@testable import Statistics

/// Series of known median for the simulations.
struct SimulatedSeries {
    enum Noise: String, CaseIterable, Sendable {
        case gaussian
        /// Student's t with two degrees of freedom: no variance.
        case heavyTailed
    }

    var generator: SeededGenerator

    init(seed: UInt64, stream: String) {
        generator = SeededGenerator(seed: seed, stream: stream)
    }

    /// One value of median 0.
    mutating func noise(_ kind: Noise) -> Double {
        switch kind {
        case .gaussian:
            return generator.gaussian()
        case .heavyTailed:
            // The inverse of the distribution function of t(2), in closed form.
            let u = generator.uniform() + 0x1p-54
            return (2 * u - 1) / (2 * u * (1 - u)).squareRoot()
        }
    }

    /// A stationary AR(1) series of median 0.
    mutating func autoregressive(count: Int, rho: Double, noise kind: Noise) -> [Double] {
        var value = 0.0
        for _ in 0..<(rho == 0 ? 0 : 100) { value = rho * value + noise(kind) }
        return (0..<count).map { _ in
            value = rho * value + noise(kind)
            return value
        }
    }
}
