extension Report {
    /// How a figure was obtained.
    public enum Provenance: String, Codable, CaseIterable, Sendable {
        /// By a clock, an allocator or a meter.
        case measured
        /// By a counter read through PAPI.
        case counted
        /// By a simulator (callgrind).
        case simulated
        /// By arithmetic on measured or counted figures.
        case derived
        /// By a published model; the metric's `source` names it.
        case modelled
    }

    /// Which direction of a metric is better.
    public enum Direction: String, Codable, CaseIterable, Sendable {
        case lower, higher
    }
}
