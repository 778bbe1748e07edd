import Report

/// What stands at the head of every rendering for people.
struct ReportSummary {
    /// So many findings stand at the head; the others follow where there is room.
    static let headlines = 12

    /// The suite and the machine.
    let title: String
    /// How much was run, when and how.
    let extent: String
    /// Cases whose check failed.
    let failures: [(id: String, check: Report.Check)]
    /// How many cases each verdict was passed on, by metric.
    let verdicts: [String]

    init(_ report: Report) {
        title = "\(report.suite.name) on \(report.host.cpu)"
        failures = report.cases.flatMap { each in
            each.checks.filter { !$0.passed }.map { (each.id, $0) }
        }
        let cases = report.cases.filter { !$0.isRoof }
        let withFigures = cases.filter(\.hasFigures)
        let measured = withFigures.count { !$0.isModelled }
        let modelled = withFigures.count - measured
        let groups = Counted.text(Set(cases.map(\.group)).count, "group")
        let run = report.run
        extent = [
            (measured == cases.count ? "" : "\(measured) of ") + Counted.text(cases.count, "case")
                + " in \(groups) measured" + (modelled == 0 ? "" : ", \(modelled) modelled"),
            Self.outcome(checks: report.cases.reduce(0) { $0 + $1.checks.count }, failures: failures.count),
            "\(run.mode.rawValue) mode", Counted.text(run.launches, "launch", "launches"),
            "\(Figure(run.seconds, unit: "1").number) s", "started \(run.started)",
        ].joined(separator: ", ")
        verdicts = Report.inOrder(report.comparisons.map(\.metric)).map { metric in
            let counts = Report.Verdict.allCases.compactMap { verdict in
                let count = report.comparisons.count { $0.metric == metric && $0.verdict == verdict }
                return count == 0 ? nil : "\(count) \(verdict.rawValue)"
            }
            return "\(metric): \(counts.joined(separator: ", "))"
        }
    }

    private static func outcome(checks: Int, failures: Int) -> String {
        guard checks > 0 else { return "no checks" }
        let all = Counted.text(checks, "check")
        return failures == 0 ? "\(all) passed" : "\(failures) of \(all) FAILED"
    }
}
