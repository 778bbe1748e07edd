extension Report {
    /// A figure of a case: a value with its interval and provenance, or the reason why there is none.
    public enum Metric: Equatable, Sendable {
        /// There is a figure.
        case value(MetricValue)
        /// It was asked for and is not to be had.
        case unavailable(unit: String, reason: String)

        /// The unit that a figure has or would have.
        public var unit: String {
            switch self {
            case .value(let value): value.unit
            case .unavailable(let unit, _): unit
            }
        }
    }

    /// A value with its uncertainty, as it stands in a report.
    public struct MetricValue: Codable, Equatable, Sendable {
        /// SI without prefix (`s`, `J`, `B`, `B/s`, `op/s`, `dB`), `1` for ratios and counts.
        public var unit: String
        /// Which direction is better.
        public var better: Direction
        /// How the value was obtained.
        public var provenance: Provenance
        /// The figure, in `unit`.
        public var value: Double
        /// Lower and upper end of the interval, in `unit`; both equal `value` where nothing varies.
        public var interval: Interval
        /// Coverage the interval claims, in (0, 1]; 1 where nothing varies.
        public var confidence: Double
        /// Number of samples behind the value.
        public var count: Int
        /// Tails of a latency metric.
        public var quantiles: Quantiles?
        /// The value of each launch, where there was more than one.
        public var launches: [Double]?
        /// How much the value varies between launches, and inside one.
        public var spread: Spread?
        /// Where a modelled value comes from.
        public var source: String?

        /// A figure with its uncertainty.
        public init(
            unit: String, better: Direction, provenance: Provenance, value: Double, interval: Interval,
            confidence: Double, count: Int, quantiles: Quantiles? = nil, launches: [Double]? = nil,
            spread: Spread? = nil, source: String? = nil
        ) {
            self.unit = unit
            self.better = better
            self.provenance = provenance
            self.value = value
            self.interval = interval
            self.confidence = confidence
            self.count = count
            self.quantiles = quantiles
            self.launches = launches
            self.spread = spread
            self.source = source
        }
    }

    /// Variation on two levels, each a standard deviation ÷ the value, estimated robustly from the median absolute deviation.
    public struct Spread: Codable, Equatable, Sendable {
        /// Of the launches' values.
        public var between: Double
        /// Of the rounds inside a launch, at the median over the launches.
        public var within: Double

        /// Relative deviations, 0 or more.
        public init(between: Double, within: Double) {
            self.between = between
            self.within = within
        }
    }

    /// The distribution of single calls, in the metric's unit: their clock pairs are part of them.
    public struct Quantiles: Codable, Equatable, Sendable {
        /// The median of the calls that the tails come from; the metric's value is a median over rounds of many calls.
        public var p50: Double?
        /// 95 of 100 samples are not above it.
        public var p95: Double
        /// 99 of 100 samples are not above it.
        public var p99: Double

        /// Quantiles in the metric's unit.
        public init(p50: Double? = nil, p95: Double, p99: Double) {
            self.p50 = p50
            self.p95 = p95
            self.p99 = p99
        }
    }
}
