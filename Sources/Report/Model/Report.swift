/// One run of one suite: what was asked, on which machine, what came out.
///
/// The document's field names are fixed within version 1; `results/schema/` holds the published JSON Schema.
public struct Report: Codable, Equatable, Sendable {
    /// The only schema this module reads and writes.
    public static let schema = "edge-bench.report/1"

    /// Always ``schema`` in what this module reads and writes.
    public var schema: String
    /// The program that made the report.
    public var tool: Tool
    /// The machine it ran on.
    public var host: Host
    /// The suite that was run.
    public var suite: Suite
    /// When, how long and how it was run.
    public var run: Run
    /// What was measured, in the order of the suite.
    public var cases: [Case]
    /// Cases held against the baseline of their group.
    public var comparisons: [Comparison]
    /// The answers, the most important first.
    public var findings: [Finding]
    /// Curves and trajectories.
    public var series: [Series]

    /// A report of this version's schema.
    public init(
        tool: Tool, host: Host, suite: Suite, run: Run, cases: [Case] = [],
        comparisons: [Comparison] = [], findings: [Finding] = [], series: [Series] = []
    ) {
        self.schema = Self.schema
        self.tool = tool
        self.host = host
        self.suite = suite
        self.run = run
        self.cases = cases
        self.comparisons = comparisons
        self.findings = findings
        self.series = series
    }
}
