import History

/// The verdict on a night as JUnit's XML: a test a figure, failed where it is worse than its history lets expect.
public enum GateJUnit {
    /// One suite, with facts of the night.
    public static func text(_ gate: Gate) -> String {
        let failed = gate.regressions.map { finding in
            JUnitDocument.Case(
                finding.caseID, finding.metric.name, .failed(GateText.line(finding, isBetter: false)))
        }
        let passed =
            gate.improvements.map { JUnitDocument.Case($0.caseID, $0.metric.name, .passed) }
            + gate.expected.map { JUnitDocument.Case($0.caseID, $0.metric, .passed) }
        let skipped = gate.short.map { JUnitDocument.Case($0.caseID, $0.metric, .skipped(GateText.reason($0))) }
        return JUnitDocument(suites: [
            .init(
                name: "gate", started: gate.runs.last?.started,
                properties: [("host", gate.host), ("commit", gate.runs.last?.commit ?? "unknown")],
                cases: failed + passed + skipped)
        ]).text
    }
}
