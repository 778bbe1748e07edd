/// One run of one suite: what was asked, on which machine, what came out.
///
/// The document's field names are fixed within version 1; `results/schema/` holds the published JSON Schema.
public struct Report: Codable, Equatable, Sendable {
    /// The only schema this module reads and writes.
    public static let schema = "edge-bench.report/1"

    public var schema: String
    public var tool: Tool
    public var host: Host
    public var suite: Suite
    public var run: Run
    public var cases: [Case]
    public var comparisons: [Comparison]
    public var findings: [Finding]
    public var series: [Series]

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
