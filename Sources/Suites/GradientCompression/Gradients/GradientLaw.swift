import Statistics

/// A law that elements of a gradient are drawn by.
enum GradientLaw: String, CaseIterable, Sendable {
    /// Normal.
    case gaussian
    /// Student's t with two degrees of freedom, whose variance is infinite: few elements hold most of the norm.
    case heavyTailed = "heavy-tailed"
    /// Normal with a chance of 1 in 20, else 0: as behind ReLUs and embeddings.
    case sparse

    /// Elements of a spread of about 0.01.
    func elements(_ count: Int, using generator: inout SeededGenerator) -> [Float] {
        let spread = 0.01
        return (0..<count).map { _ in
            switch self {
            case .gaussian: return Float(spread * generator.gaussian())
            case .heavyTailed:
                // A normal number by the root of the mean of two squares of others.
                let (first, second) = (generator.gaussian(), generator.gaussian())
                let mean = (first * first + second * second) / 2
                return Float(spread * generator.gaussian() / max(mean, 1e-12).squareRoot())
            case .sparse: return generator.integer(below: 20) == 0 ? Float(spread * generator.gaussian()) : 0
            }
        }
    }
}
