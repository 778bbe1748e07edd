extension Report {
    /// A case held against its group's baseline by one metric.
    public struct Comparison: Codable, Equatable, Sendable {
        public var group: String
        public var metric: String
        /// Case id of the baseline.
        public var baseline: String
        /// Case id of the variant.
        public var variant: String
        /// Variant ÷ baseline: the median of the per-round ratios.
        public var ratio: Double
        public var interval: Interval
        /// Coverage of `interval`, after the correction for the number of comparisons of the question.
        public var confidence: Double
        public var rounds: Int
        public var verdict: Verdict

        public init(
            group: String, metric: String, baseline: String, variant: String, ratio: Double,
            interval: Interval, confidence: Double, rounds: Int, verdict: Verdict
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
        }
    }

    /// What a comparison says of the variant.
    public enum Verdict: String, Codable, CaseIterable, Sendable {
        case better, worse, equivalent, undecided
    }

    /// An answer drawn from cases and comparisons.
    public struct Finding: Codable, Equatable, Sendable {
        public var name: String
        public var value: Double
        public var unit: String
        public var interval: Interval?
        public var provenance: Provenance
        /// The answer as a sentence.
        public var statement: String

        public init(
            name: String, value: Double, unit: String, interval: Interval? = nil, provenance: Provenance,
            statement: String
        ) {
            self.name = name
            self.value = value
            self.unit = unit
            self.interval = interval
            self.provenance = provenance
            self.statement = statement
        }
    }
}
