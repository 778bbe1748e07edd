import Report

/// How reports are to be compared.
public struct ComparisonRequest: Equatable, Sendable {
    /// Globs on case ids; every case where there are none.
    public var filters: [String] = []
    /// Metrics to compare by; all that repeat exactly, time and energy where none is named.
    public var metrics: [String] = []
    /// Bands of practical equivalence by metric, as fractions.
    public var bands: [String: Double] = [:]
    /// The band of what is not named in ``bands``; nil for ``standardBand`` of what varies from run to run and none of what
    /// is exact.
    public var band: Double?
    /// The probability of error of all verdicts by one metric.
    public var alpha = 0.01
    /// Whether ratios to each host's own baseline and shares of its peak are compared instead of times.
    public var acrossHosts = false

    /// Launches on a shared machine do not tell smaller changes apart, and nobody acts on them.
    public static let standardBand = 0.01

    /// The standard request.
    public init() {}

    /// The band of a metric.
    func band(of metric: String, _ repetition: Report.Repetition) -> Double {
        bands[metric] ?? band ?? (repetition == .exact ? 0 : Self.standardBand)
    }
}
