import Report

/// A run as the history knows it: where, when and of what build its figures are.
///
/// One instance stands behind all points of its run.
public final class HistoryRun: Sendable, Encodable {
    /// The run's id in its report; unique on its host.
    public let name: String
    /// The machine's id.
    public let host: String
    /// The suite's name.
    public let suite: String
    /// ISO 8601, UTC.
    public let started: String
    /// How much was asked for.
    public let mode: Report.Run.Mode
    /// The commit that was measured, or `unknown`.
    public let commit: String
    /// Whether the tree differed from that commit.
    public let dirty: Bool
    /// What names the reference build that ratios of this run are held against: its commit, and of what program; nil where
    /// there is none.
    public let reference: String?
    /// The digest of the suite's definition.
    public let definition: String
    /// Number of its figures.
    public let figures: Int

    /// A run with its facts.
    public init(
        name: String, host: String, suite: String, started: String, mode: Report.Run.Mode, commit: String, dirty: Bool,
        reference: String? = nil, definition: String, figures: Int
    ) {
        self.name = name
        self.host = host
        self.suite = suite
        self.started = started
        self.mode = mode
        self.commit = commit
        self.dirty = dirty
        self.reference = reference
        self.definition = definition
        self.figures = figures
    }

    /// Whether this run began before another; names break ties, so that the order is the same everywhere.
    public func isBefore(_ other: HistoryRun) -> Bool {
        (started, name) < (other.started, other.name)
    }
}
