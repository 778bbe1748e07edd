import Report

/// All changes by one metric, corrected together for their number.
public struct ComparisonQuestion: Codable, Equatable, Sendable {
    /// The metric's name.
    public var metric: String
    /// Its unit.
    public var unit: String
    /// Its direction.
    public var better: Report.Direction
    /// Changes within ± this fraction are equal for all practical purposes.
    public var band: Double
    /// The probability of error of all verdicts together.
    public var alpha: Double
    /// Comparisons that the correction is made for, a filter's victims included.
    public var family: Int
    /// The geometric mean over exactly the cases in ``changes``; absent where they have no interval.
    public var overall: OverallChange?
    /// The cases that both sides have, in the order of the head.
    public var changes: [CaseChange]

    /// How many of them have a verdict.
    public func count(of verdict: ChangeVerdict) -> Int {
        changes.count { $0.verdict == verdict }
    }
}

/// The geometric mean of the ratios of matched cases.
public struct OverallChange: Codable, Equatable, Sendable {
    /// Head ÷ base.
    public var ratio: Double
    /// Of ``ratio``.
    public var interval: Report.Interval
    /// The interval's coverage.
    public var confidence: Double
    /// The cases it is taken over.
    public var cases: Int
}

/// What became of a case by one metric.
public struct CaseChange: Codable, Equatable, Sendable {
    /// The case's id.
    public var id: String
    /// The base's figure.
    public var base: Figure
    /// The head's figure.
    public var head: Figure
    /// Head ÷ base; absent where one of the two is not positive.
    public var ratio: Double?
    /// Of ``ratio``; absent where the figures cannot tell.
    public var interval: Report.Interval?
    /// The interval's coverage, after the correction for the number of comparisons.
    public var confidence: Double?
    /// The probability of a difference like this one between like sides, by a rank test for launches and Student's t for
    /// pairs; absent where the figures have no spread.
    public var pValue: Double?
    /// ``pValue`` after Holm's correction for the family.
    public var adjustedPValue: Double?
    /// What is said of the head.
    public var verdict: ChangeVerdict
    /// Launches a side (or pairs) that would decide, if spread and difference stay as seen; absent where it is decided or no
    /// sensible number would.
    public var needed: Int?
    /// Why nothing is decided, where the reason is not the noise.
    public var remark: String?

    /// A side's figure.
    public struct Figure: Codable, Equatable, Sendable {
        /// In the metric's unit.
        public var value: Double
        /// Of ``value``, as the run gave it.
        public var interval: Report.Interval
        /// Launches or pairs behind it; 1 where there was one process alone.
        public var count: Int
    }
}

/// What is said of a head, held against the base.
public enum ChangeVerdict: String, Codable, CaseIterable, Sendable {
    /// Better, the whole interval being beyond the band.
    case improvement
    /// Worse, likewise.
    case regression
    /// The whole interval lies inside of the band.
    case equivalent
    /// The figures do not tell.
    case undecided
}
