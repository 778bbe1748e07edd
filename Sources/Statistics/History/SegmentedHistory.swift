import RealModule

/// A history, divided where it has steps.
struct SegmentedHistory {
    let sums: SeriesSums
    let steps: [StepSelection.Step]
    /// By how much the noise's correlation raises the variance of a mean.
    let inflation: Double

    /// One or two values that stand out are a spike.
    private static let leastSegment = 3

    /// - Parameters:
    ///   - logs: the logarithms of the history's values.
    ///   - smallest: steps less high than this count as none.
    ///   - alpha: the level a step has to reach.
    init(_ logs: [Double], smallest: Double, alpha: Double) {
        // Of series that hardly vary, what is small against any step that counts.
        let deviation = max(SeriesNoise.deviation(of: logs), smallest / 10)
        let despiked = Despiked(logs, noise: deviation).values
        let sums = SeriesSums(despiked)
        var inflation = SeriesNoise.strongInflation(of: logs)
        var candidates: [Int] = []
        // Too many steps hide the correlation that made them: with what shows of it there are fewer, and more shows.
        for _ in 0..<5 {
            // A difference of neighbours has the variance 2σ²·(1 − ρ); 1 − ρ is 2 ÷ (inflation + 1).
            let noise = deviation * (inflation * (inflation + 1) / 2).squareRoot()
            candidates = StepCandidates.find(in: sums, noise: noise, least: Self.leastSegment)
            let shown = SeriesNoise.inflation(of: despiked, sums: sums, segments: Self.segments(candidates, logs.count))
            guard shown > inflation else { break }
            inflation = shown
        }
        let selection = StepSelection(
            sums: sums, inflation: inflation, smallest: smallest, least: Self.leastSegment, alpha: alpha)
        steps = selection.select(from: candidates)
        self.sums = sums
        self.inflation = inflation
    }

    /// The stretches between the steps.
    var segments: [Range<Int>] { Self.segments(steps.map(\.index), sums.count) }

    private static func segments(_ steps: [Int], _ count: Int) -> [Range<Int>] {
        zip([0] + steps, steps + [count]).map { $0..<$1 }
    }
}
