import Statistics

/// Makes a worker slower by an exactly known amount, for the tests of what a comparison finds: it calls more often than
/// it was asked to.
///
/// A fraction of a call is a whole one with that probability, so that the mean is exact however few calls an epoch has. The
/// median of the epochs follows where they have at least some 1 ÷ fraction calls.
public struct Slowdown: Sendable {
    private let fraction: Double
    private var generator: SeededGenerator

    /// - Parameters:
    ///   - fraction: 0.03 for 3 % more calls; 0 for none. Not negative.
    ///   - seed: of the rounding.
    public init(fraction: Double, seed: UInt64) {
        self.fraction = fraction
        generator = SeededGenerator(seed: seed, stream: "slowdown")
    }

    /// The calls to make where so many are asked for.
    public mutating func calls(for iterations: Int) -> Int {
        let exact = Double(iterations) * (1 + fraction)
        let whole = exact.rounded(.down)
        return Int(whole) + (generator.uniform() < exact - whole ? 1 : 0)
    }
}
