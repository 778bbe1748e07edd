import Report

/// Runs held against a base: what changed, how surely, and what could not be compared.
///
/// Written as JSON of schema `edge-bench.comparison/1`, whose field names are fixed within version 1.
public struct ReportComparison: Codable, Equatable, Sendable {
    /// The only schema of this type.
    public static let schema = "edge-bench.comparison/1"

    /// Always ``schema``.
    public var schema = Self.schema
    /// What the others are held against.
    public var base: ComparedRun
    /// Each of the others, held against the base on its own.
    public var heads: [HeadComparison]

    /// A comparison of one base with one or more heads.
    public init(base: ComparedRun, heads: [HeadComparison]) {
        self.base = base
        self.heads = heads
    }

    /// Whether any head is worse than the base in any metric.
    public var hasRegressions: Bool { heads.contains { $0.count(of: .regression) > 0 } }
}

/// Where the figures of one side come from.
public struct ComparedRun: Codable, Equatable, Sendable {
    /// What the user called it: a file, or a commit.
    public var name: String
    /// The commit of the program that measured.
    public var commit: String
    /// Whether its sources differed from that commit.
    public var dirty: Bool
    /// SHA-256 of the program's file, in hexadecimal, where it is known.
    public var program: String?
    /// The machine's digest.
    public var host: String
    /// The machine's processor.
    public var cpu: String
    /// The suite that was run.
    public var suite: String
    /// When the run started (ISO 8601, UTC).
    public var started: String
    /// Processes the figures come from.
    public var launches: Int

    /// The run a report tells of.
    /// - Parameter name: what the user calls the report.
    public init(_ report: Report, named name: String) {
        self.init(
            name: name, commit: report.tool.commit, dirty: report.tool.dirty, program: report.tool.program,
            host: report.host.id, cpu: report.host.cpu, suite: report.suite.name, started: report.run.started,
            launches: report.run.launches)
    }

    /// Memberwise.
    public init(
        name: String, commit: String, dirty: Bool, program: String?, host: String, cpu: String, suite: String,
        started: String, launches: Int
    ) {
        self.name = name
        self.commit = commit
        self.dirty = dirty
        self.program = program
        self.host = host
        self.cpu = cpu
        self.suite = suite
        self.started = started
        self.launches = launches
    }
}

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
}
