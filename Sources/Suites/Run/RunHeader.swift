import Measurement
import Report

/// Everything about a run that is known before its first group: the first line of its journal.
public struct RunHeader: Codable, Sendable {
    /// The build.
    public var tool: Report.Tool
    /// The machine, with the counters as they answered.
    public var host: Report.Host
    /// The suite and its definition's digest.
    public var suite: Report.Suite
    /// The run, without its duration.
    public var run: Report.Run
    /// What the user asked for.
    public var request: SuiteRequest
    /// How it is measured.
    public var settings: MeasurementSettings
    /// `--counters`, as it was given.
    public var counters: String

    /// Memberwise.
    public init(
        tool: Report.Tool, host: Report.Host, suite: Report.Suite, run: Report.Run, request: SuiteRequest,
        settings: MeasurementSettings, counters: String
    ) {
        self.tool = tool
        self.host = host
        self.suite = suite
        self.run = run
        self.request = request
        self.settings = settings
        self.counters = counters
    }

    /// What differs from another run in a way that forbids to continue one as the other; empty where nothing does.
    public func obstacles(toContinuing other: RunHeader) -> [String] {
        [
            ("the build", tool == other.tool),
            ("the host", host.id == other.host.id),
            ("the definition", suite.digest == other.suite.digest),
            ("the selection, mode, options or seed", request == other.request),
            ("rounds, time, band or --sustain", settings == other.settings),
            ("--counters", counters == other.counters),
        ].filter { !$0.1 }.map(\.0)
    }
}

/// A run's journal: its header, then a line a finished group.
public typealias RunJournal = Journal<RunHeader, GroupResult>
