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
    /// How it is measured beside the settings: `counters`, `multiplex`, `cpu` as they were given.
    public var means: [String: String]

    /// Memberwise.
    public init(
        tool: Report.Tool, host: Report.Host, suite: Report.Suite, run: Report.Run, request: SuiteRequest,
        settings: MeasurementSettings, means: [String: String]
    ) {
        self.tool = tool
        self.host = host
        self.suite = suite
        self.run = run
        self.request = request
        self.settings = settings
        self.means = means
    }

    /// The header of a run that this process continues: the first process's, with what this one saw.
    public func continued(by header: RunHeader) -> RunHeader {
        var continued = self
        let resumed = Report.Warning(
            code: "resumed",
            message: "the run was interrupted and continued at \(header.run.started) by another process",
            remedy: "trust the ratios, which come from the same rounds; run again for times of one process")
        let warnings = [resumed] + header.run.warnings
        continued.run.warnings += warnings.filter { !run.warnings.contains($0) }
        return continued
    }

    /// What differs from another run in a way that forbids to continue one as the other; empty where nothing does.
    public func obstacles(toContinuing other: RunHeader) -> [String] {
        [
            ("the build", tool == other.tool),
            ("the host", host.id == other.host.id),
            ("the definition", suite.digest == other.suite.digest),
            ("the selection, mode, options or seed", request == other.request),
            ("--launches", run.launches == other.run.launches),
            ("rounds, time, band or --sustain", settings == other.settings),
            ("--counters, --multiplex or --cpu", means == other.means),
            ("the counters that work", host.counters.available == other.host.counters.available),
        ].filter { !$0.1 }.map(\.0)
    }
}

/// A run's journal: its header, then a line a finished group.
public typealias RunJournal = Journal<RunHeader, GroupResult>
