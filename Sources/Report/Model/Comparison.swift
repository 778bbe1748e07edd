extension Report {
    /// A case held against its group's baseline by one metric.
    public struct Comparison: Codable, Equatable, Sendable {
        /// The group both cases were measured in.
        public var group: String
        /// The metric compared.
        public var metric: String
        /// Case id of the baseline.
        public var baseline: String
        /// Case id of the variant.
        public var variant: String
        /// Variant ÷ baseline: the median of the per-round ratios.
        public var ratio: Double
        /// Interval of `ratio`.
        public var interval: Interval
        /// Coverage of `interval`, after the correction for the number of comparisons of the question.
        public var confidence: Double
        /// Rounds behind the ratio, or launches where there was more than one; at least 1.
        public var rounds: Int
        /// What the interval says of the variant.
        public var verdict: Verdict
        /// The ratio of each launch, where there was more than one.
        public var launches: [Double]?

        /// A comparison with its verdict.
        public init(
            group: String, metric: String, baseline: String, variant: String, ratio: Double,
            interval: Interval, confidence: Double, rounds: Int, verdict: Verdict, launches: [Double]? = nil
        ) {
            self.group = group
            self.metric = metric
            self.baseline = baseline
            self.variant = variant
            self.ratio = ratio
            self.interval = interval
            self.confidence = confidence
            self.rounds = rounds
            self.verdict = verdict
            self.launches = launches
        }
    }

    /// What a comparison says of the variant.
    public enum Verdict: String, Codable, CaseIterable, Sendable {
        case better, worse, equivalent, undecided
    }

    /// An answer drawn from cases and comparisons.
    public struct Finding: Codable, Equatable, Sendable {
        /// Stable name, such as `speedup.kws`; occurs once in a report.
        public var name: String
        /// The figure of the answer.
        public var value: Double
        /// The unit of `value`, as for metrics.
        public var unit: String
        /// Interval of `value`, where there is one.
        public var interval: Interval?
        /// How `value` was obtained.
        public var provenance: Provenance
        /// The answer as a sentence.
        public var statement: String
        /// Where a modelled value comes from.
        public var source: String?

        /// An answer with its figure.
        public init(
            name: String, value: Double, unit: String, interval: Interval? = nil, provenance: Provenance,
            statement: String, source: String? = nil
        ) {
            self.name = name
            self.value = value
            self.unit = unit
            self.interval = interval
            self.provenance = provenance
            self.statement = statement
            self.source = source
        }
    }
}
