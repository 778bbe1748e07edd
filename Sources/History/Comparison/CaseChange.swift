import Report

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

    /// Memberwise; what is left out is unknown.
    public init(
        id: String, base: Figure, head: Figure, ratio: Double? = nil, interval: Report.Interval? = nil,
        confidence: Double? = nil, pValue: Double? = nil, adjustedPValue: Double? = nil, verdict: ChangeVerdict,
        needed: Int? = nil, remark: String? = nil
    ) {
        self.id = id
        self.base = base
        self.head = head
        self.ratio = ratio
        self.interval = interval
        self.confidence = confidence
        self.pValue = pValue
        self.adjustedPValue = adjustedPValue
        self.verdict = verdict
        self.needed = needed
        self.remark = remark
    }

    /// A side's figure.
    public struct Figure: Codable, Equatable, Sendable {
        /// In the metric's unit.
        public var value: Double
        /// Of ``value``, as the run gave it.
        public var interval: Report.Interval
        /// Launches or pairs behind it; 1 where there was one process alone.
        public var count: Int

        /// Memberwise.
        public init(value: Double, interval: Report.Interval, count: Int) {
            self.value = value
            self.interval = interval
            self.count = count
        }
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
