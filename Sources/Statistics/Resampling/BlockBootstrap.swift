import RealModule

/// Draws rounds in blocks of neighbours, so that a resampled series is as dependent as the original.
///
/// Source: D. N. Politis, J. P. Romano, "A circular block-resampling procedure for stationary data",
/// in: Exploring the Limits of Bootstrap, 1992.
struct BlockBootstrap {
    let count: Int
    let blockLength: Int

    /// For series of `count` rounds with an integrated autocorrelation time of `time`.
    ///
    /// The block length is the best one for an AR(1) series of that time, (1.5·n)^⅓ · (2ρ ÷ (1 − ρ²))^⅔ with
    /// ρ = (τ − 1) ÷ (τ + 1): D. N. Politis, H. White, "Automatic block-length selection for the dependent
    /// bootstrap", Econometric Reviews 23(1), 2004.
    init(count: Int, autocorrelationTime time: Double) {
        self.count = count
        let dependence = (time * time - 1) / (2 * time)
        let best = Double.root(1.5 * Double(count) * dependence * dependence, 3)
        blockLength = min(count, max(1, Int(best.rounded(.up))))
    }

    /// How often each round occurs in one resampled series.
    func draw(using generator: inout SeededGenerator) -> [Int] {
        var occurrences = [Int](repeating: 0, count: count)
        var drawn = 0
        while drawn < count {
            let start = generator.integer(below: count)
            let length = min(blockLength, count - drawn)
            for round in start..<(start + length) {
                occurrences[round < count ? round : round - count] += 1
            }
            drawn += length
        }
        return occurrences
    }
}
