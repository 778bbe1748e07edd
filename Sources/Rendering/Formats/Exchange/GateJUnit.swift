import History

/// The verdict on a night as JUnit's XML: a test a figure, failed where it is worse than its history lets expect.
public enum GateJUnit {
    /// One suite, named by the host.
    public static func text(_ gate: Gate) -> String {
        let name = { (caseID: String, metric: String) in "\(caseID) \(metric)" }
        let failed = gate.regressions.map { finding in
            JUnitDocument.Case(
                className: className(finding.caseID), name: name(finding.caseID, finding.metric.name),
                outcome: .failed(GateText.line(finding, isBetter: false)))
        }
        let passed =
            (gate.improvements.map { ($0.caseID, $0.metric.name) } + gate.expected.map { ($0.caseID, $0.metric) })
            .map { JUnitDocument.Case(className: className($0), name: name($0, $1), outcome: .passed) }
        let skipped = gate.short.map { short in
            JUnitDocument.Case(
                className: className(short.caseID), name: name(short.caseID, short.metric),
                outcome: .skipped("\(Counted.text(short.nights, "night")) before, which is no history to judge by"))
        }
        return JUnitDocument(suites: [
            .init(
                name: "gate", started: gate.runs.last?.started,
                properties: [("host", gate.host), ("commit", gate.runs.last?.commit ?? "unknown")],
                cases: failed + passed + skipped)
        ]).text
    }

    private static func className(_ caseID: String) -> String {
        caseID.split(separator: ":").prefix(2).joined(separator: ".")
    }
}
