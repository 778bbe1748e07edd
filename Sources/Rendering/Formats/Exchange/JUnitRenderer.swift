import Report

/// JUnit's XML: a test a case, failed where a check failed, skipped where there is no figure at all.
public struct JUnitRenderer: Renderer {
    /// The name users give.
    public let name = "junit"
    /// The ending of its files.
    public let fileExtension = "xml"

    /// The renderer has no options.
    public init() {}

    /// One suite with a test a case.
    public func render(_ report: Report) -> String {
        let properties = [
            ("host", report.host.id), ("cpu", report.host.cpu), ("commit", report.tool.commit), ("run", report.run.id),
            ("digest", report.suite.digest),
        ]
        return JUnitDocument(suites: [
            .init(
                name: report.suite.name, started: report.run.started, seconds: report.run.seconds,
                properties: properties.map { (name: $0.0, value: $0.1) },
                cases: report.cases.map { each in
                    .init(
                        className: "\(report.suite.name).\(each.workload)", name: each.id,
                        outcome: Self.outcome(of: each))
                })
        ]).text
    }

    private static func outcome(of each: Report.Case) -> JUnitDocument.Outcome {
        if each.failedCheck != nil { return .failed(each.absence(of: "time")) }
        return each.hasFigures ? .passed : .skipped(each.absence(of: "time"))
    }
}
