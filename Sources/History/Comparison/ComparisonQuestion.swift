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
    /// What the figures come from.
    public var unitOfCount: CountedUnit
    /// Comparisons that the correction is made for, a filter's victims included.
    public var family: Int
    /// The geometric mean over exactly the cases in ``changes``; absent where they have no interval.
    public var overall: OverallChange?
    /// The cases that both sides have, in the order of the head.
    public var changes: [CaseChange]

    /// Memberwise.
    public init(
        metric: String, unit: String, better: Report.Direction, band: Double, alpha: Double, unitOfCount: CountedUnit,
        family: Int, overall: OverallChange? = nil, changes: [CaseChange]
    ) {
        self.metric = metric
        self.unit = unit
        self.better = better
        self.band = band
        self.alpha = alpha
        self.unitOfCount = unitOfCount
        self.family = family
        self.overall = overall
        self.changes = changes
    }

    /// What is independent of each other and counts.
    public enum CountedUnit: String, Codable, Sendable {
        /// Processes of each side, started one after the other.
        case launches
        /// Pairs of resident processes that took turns.
        case pairs
    }

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

    /// Memberwise.
    public init(ratio: Double, interval: Report.Interval, confidence: Double, cases: Int) {
        self.ratio = ratio
        self.interval = interval
        self.confidence = confidence
        self.cases = cases
    }
}
