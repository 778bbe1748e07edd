/// By what each feature is centred and divided: the means and standard deviations over a population, as a device would
/// have them from its maker.
struct Standard: Sendable {
    /// Standardised features lie within ± this; 4 lets almost all normal numbers through and fits all fixed-point
    /// formats.
    static let limit = 4.0
    private let means, scales: [Double]

    /// - Parameter events: of the population; each of the same number of features.
    init(fitting events: [[Double]]) {
        let count = Double(max(events.count, 1))
        let width = events.first?.count ?? 0
        var sums = [Double](repeating: 0, count: width), squares = sums
        for event in events { for place in 0..<width { sums[place] += event[place] } }
        let means = sums.map { $0 / count }
        for event in events {
            for place in 0..<width { squares[place] += (event[place] - means[place]) * (event[place] - means[place]) }
        }
        self.means = means
        // A feature that never moves in the population stays 0.
        scales = squares.map { $0 > 0 ? 1 / ($0 / count).squareRoot() : 0 }
    }

    /// The standardised feature.
    @inline(__always) func applied(to value: Double, at place: Int) -> Float {
        Float(max(-Self.limit, min(Self.limit, (value - means[place]) * scales[place])))
    }
}
