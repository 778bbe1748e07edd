/// The median of a series under resampling, without sorting anew each time.
struct ResampledMedian {
    private let series: [Double]
    /// The rounds, by ascending value.
    private let order: [Int]

    init(of series: [Double]) {
        self.series = series
        order = series.indices.sorted { series[$0] < series[$1] }
    }

    /// The median when round i occurs `occurrences[i]` times; as many in all as there are rounds.
    func median(_ occurrences: [Int]) -> Double {
        let lowerRank = (series.count + 1) / 2
        let upperRank = series.count / 2 + 1
        var cumulated = 0
        var lower: Double?
        for round in order {
            cumulated += occurrences[round]
            if lower == nil, cumulated >= lowerRank { lower = series[round] }
            if let lower, cumulated >= upperRank { return lower + (series[round] - lower) / 2 }
        }
        preconditionFailure("occurrences add up to the number of rounds")
    }
}
