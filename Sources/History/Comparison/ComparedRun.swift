import Report

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
