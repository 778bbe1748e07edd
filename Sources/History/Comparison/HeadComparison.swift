import Report

/// One run held against the base.
public struct HeadComparison: Codable, Equatable, Sendable {
    /// The run.
    public var run: ComparedRun
    /// Why nothing of it can be held against the base; absent where something can.
    public var refusal: String?
    /// One a metric, in the order of the table of metrics.
    public var questions: [ComparisonQuestion]
    /// Cases that only the head has.
    public var added: [String]
    /// Cases that only the base has.
    public var removed: [String]
    /// Cases that both have and that cannot be held against each other.
    public var incomparable: [Incomparable]
    /// What to know when reading, such as that both programs are the same file.
    public var notes: [Report.Warning]

    /// Memberwise.
    public init(
        run: ComparedRun, refusal: String? = nil, questions: [ComparisonQuestion] = [], added: [String] = [],
        removed: [String] = [], incomparable: [Incomparable] = [], notes: [Report.Warning] = []
    ) {
        self.run = run
        self.refusal = refusal
        self.questions = questions
        self.added = added
        self.removed = removed
        self.incomparable = incomparable
        self.notes = notes
    }

    /// How many changes over all metrics have a verdict.
    public func count(of verdict: ChangeVerdict) -> Int {
        questions.reduce(0) { $0 + $1.count(of: verdict) }
    }
}

/// A case that cannot be compared, wholly or by one metric.
public struct Incomparable: Codable, Equatable, Sendable {
    /// The case's id.
    public var id: String
    /// The metric; absent where it is the whole case.
    public var metric: String?
    /// Why.
    public var reason: String

    /// Memberwise; without a metric the whole case is meant.
    public init(id: String, metric: String? = nil, reason: String) {
        self.id = id
        self.metric = metric
        self.reason = reason
    }
}
