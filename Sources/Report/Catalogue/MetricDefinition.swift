extension Report {
    /// A row of the table of metrics in `results/README.md`.
    public struct MetricDefinition: Sendable {
        /// As it stands in a report.
        public let name: String
        /// One of ``Report/units``.
        public let unit: String
        /// Which direction is better.
        public let better: Direction
        /// How the figure is usually obtained; a report says how it was in its own case.
        public let provenance: [Provenance]
        /// How the figure behaves when a run is repeated.
        public let repetition: Repetition
        /// In ``unit``: what the same program gives may differ by so much from run to run without saying anything.
        public let slack: Double
        /// Whether it is a difference, which may be below 0.
        public let isDifference: Bool
        /// What the figure says, in a sentence.
        public let meaning: String

        init(
            name: String, unit: String, better: Direction, provenance: [Provenance], repetition: Repetition = .varies,
            slack: Double = 0, isDifference: Bool = false, meaning: String
        ) {
            self.name = name
            self.unit = unit
            self.better = better
            self.provenance = provenance
            self.repetition = repetition
            self.slack = slack
            self.isDifference = isDifference
            self.meaning = meaning
        }
    }

    /// How a figure behaves when a run is repeated, which decides how two runs may be held against each other by it.
    public enum Repetition: Sendable {
        /// It differs from run to run: only several launches tell a change from noise.
        case varies
        /// The same program with the same seed gives it again to the last digit, or within ``MetricDefinition/slack``.
        case exact
        /// It is arithmetic on the case's work and other metrics of it, which say all there is to say.
        case redundant
    }

    /// Every metric with a name of its own, in the order in which people want to see them.
    public static let metricDefinitions: [MetricDefinition] =
        measuredMetrics + deviceMetrics + learningMetrics + messageMetrics + memoryMetrics + countMetrics

    /// The table's row for a metric; nil for counters and what is no metric.
    public static func definition(of metric: String) -> MetricDefinition? {
        definitions[metric]
    }

    private static let definitions = Dictionary(uniqueKeysWithValues: metricDefinitions.map { ($0.name, $0) })

    /// Metrics without repetitions in the order of the table: those with a name of their own, then counters by name.
    public static func inOrder(_ metrics: some Sequence<String>) -> [String] {
        Set(metrics).sorted { left, right in (ranks[left] ?? .max, left) < (ranks[right] ?? .max, right) }
    }

    private static let ranks = Dictionary(uniqueKeysWithValues: metricDefinitions.enumerated().map { ($1.name, $0) })

    /// How a metric behaves when a run is repeated; counts of a simulator are exact, other counts vary.
    public static func repetition(of metric: String, provenance: Provenance) -> Repetition {
        definition(of: metric)?.repetition ?? (provenance == .simulated ? .exact : .varies)
    }

    /// What a metric may differ by from run to run without saying anything, in its unit.
    public static func slack(of metric: String) -> Double {
        definition(of: metric)?.slack ?? 0
    }

    /// Whether a metric's name has the form of a counter as PAPI spells it: a preset (`PAPI_TOT_INS`), an
    /// event with its component or PMU (`perf::PAGE-FAULTS`, `rapl:::PP0_ENERGY:PACKAGE0`), or a bare native
    /// event in capitals with its masks (`INST_RETIRED:ANY_P`).
    public static func isCounter(_ metric: String) -> Bool {
        metric.wholeMatch(
            of: /PAPI_[A-Z0-9_]+|[A-Za-z0-9_]+:::?[A-Za-z0-9_.:=\-]+|[A-Z][A-Z0-9_.]*(:[A-Za-z0-9_.=\-]+)*/)
            != nil
    }
}
