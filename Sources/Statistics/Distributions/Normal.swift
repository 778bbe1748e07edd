import RealModule

/// The standard normal distribution.
enum Normal {
    /// P(Z > `z`), with all its digits where it is small.
    static func survival(_ z: Double) -> Double {
        0.5 * .erfc(z / Double.sqrt(2))
    }

    /// The value that Z exceeds with a `probability` strictly between 0 and 1.
    static func upperQuantile(_ probability: Double) -> Double {
        guard probability <= 0.5 else { return -upperQuantile(1 - probability) }
        return UpperQuantile.find(
            probability, survival: survival, density: { .exp(-$0 * $0 / 2) / Double.sqrt(2 * .pi) })
    }
}
