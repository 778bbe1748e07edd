import RealModule

/// Where along an axis a variant becomes cheaper than its baseline, for good: from which sparsity, size or bandwidth on it
/// pays.
public struct Crossover: Equatable, Sendable {
    /// Where the curve of ratios falls below 1 for the last time.
    public enum Place: Equatable, Sendable {
        /// It lies below 1 at all points.
        case beforeFirst
        /// At this place, interpolated between two points.
        case at(Double)
        /// It does not stay below 1.
        case none
    }

    /// One place on the axis with the log ratios variant ÷ baseline of its rounds.
    public struct Point: Sendable {
        /// On the axis.
        public let x: Double
        /// The natural logarithms of variant ÷ baseline, one a round.
        public let logRatios: [Double]

        /// - Parameter logRatios: a value a round; all points of a curve share their rounds.
        public init(x: Double, logRatios: [Double]) {
            self.x = x
            self.logRatios = logRatios
        }
    }

    /// By the medians of the rounds.
    public let place: Place
    /// Where else it may be, with the confidence asked for; nil for too few rounds, whose resamples are too alike.
    public let interval: Interval?

    /// The lower and the upper end.
    public struct Interval: Equatable, Sendable {
        /// Either may lie beyond the points.
        public let low, high: Place
    }

    /// Medians of log ratios, joined by straight lines. The interval is that of percentiles over resampled rounds, in blocks
    /// as long as their dependence asks for, the same rounds for all points, as they were measured together.
    /// Source: B. Efron, R. J. Tibshirani, "An Introduction to the Bootstrap", 1993, sections 8.6 and 13.3.
    /// - Parameters:
    ///   - points: at least one; their order does not matter.
    ///   - confidence: a fraction.
    /// - Throws: ``StatisticsError``: `empty` without points or rounds, `unpaired` where points have more or fewer rounds than
    ///   the first, `notFinite`, `outOfRange`.
    public init(
        _ points: [Point], confidence: Double, resamples: Int = 1000, using generator: inout SeededGenerator
    ) throws(StatisticsError) {
        try requireFraction(confidence, named: "confidence")
        guard resamples >= 1 else {
            throw .outOfRange("resamples", value: Double(resamples), allowed: "at least 1, better 1000")
        }
        let points = points.sorted { $0.x < $1.x }
        guard let rounds = points.first?.logRatios.count else { throw .empty("points") }
        for point in points {
            _ = try SortedSamples(point.logRatios, named: "log ratios at \(point.x)")
            guard point.logRatios.count == rounds else {
                throw .unpaired("log ratios", baseline: rounds, variant: point.logRatios.count)
            }
        }
        let medians = points.map { ResampledMedian(of: $0.logRatios) }
        let once = [Int](repeating: 1, count: rounds)
        let observed = medians.map { $0.median(once) }
        let places = points.map(\.x)
        place = Place(Self.last(places, observed))

        guard MedianRanks(count: rounds, alpha: 1 - confidence) != nil else {
            interval = nil
            return
        }
        let times = zip(points, observed).map { Autocorrelation(ofSignsOf: $0.logRatios, around: $1).time }
        let bootstrap = BlockBootstrap(count: rounds, autocorrelationTime: times.max() ?? 1)
        let drawn = (0..<resamples).map { _ in
            let occurrences = bootstrap.draw(using: &generator)
            return Self.last(places, medians.map { $0.median(occurrences) })
        }.sorted()
        let tail = (1 - confidence) / 2
        func quantile(_ share: Double) -> Double {
            drawn[min(drawn.count - 1, max(0, Int((share * Double(drawn.count)).rounded(.down))))]
        }
        interval = Interval(low: Place(quantile(tail)), high: Place(quantile(1 - tail)))
    }

    /// Where the curve falls below 0 for the last time; −∞ where it always lies there, ∞ where it does not end there.
    private static func last(_ x: [Double], _ y: [Double]) -> Double {
        guard let last = y.last, last < 0 else { return .infinity }
        guard let above = y.lastIndex(where: { $0 >= 0 }) else { return -.infinity }
        return x[above] + (x[above + 1] - x[above]) * y[above] / (y[above] - y[above + 1])
    }
}

extension Crossover.Place {
    fileprivate init(_ place: Double) {
        self = place == .infinity ? .none : place == -.infinity ? .beforeFirst : .at(place)
    }
}
