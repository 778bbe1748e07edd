import Report

/// What stands at the head of every rendering for people.
struct ReportSummary {
    /// The suite and the machine.
    let title: String
    /// How much was run, when and how.
    let extent: String
    /// Cases whose check failed.
    let failures: [(id: String, check: Report.Check)]
    /// How many cases each verdict was passed on, by metric.
    let verdicts: [String]

    init(_ report: Report) {
        let measured = report.cases.filter { !$0.isPeak }
        let run = report.run
        title = "\(report.suite.name) on \(report.host.cpu)"
        failures = report.cases.flatMap { each in
            each.checks.filter { !$0.passed }.map { (each.id, $0) }
        }
        let checks = report.cases.reduce(0) { $0 + $1.checks.count }
        let outcome =
            checks == 0
            ? "no checks"
            : failures.isEmpty
                ? "\(Counted.text(checks, "check")) passed"
                : "\(failures.count) of \(Counted.text(checks, "check")) FAILED"
        extent =
            "\(Counted.text(measured.count, "case")) in \(Counted.text(Set(measured.map(\.group)).count, "group")), "
            + "\(outcome), \(run.mode.rawValue) mode, \(Counted.text(run.launches, "launch", "launches")), "
            + "\(Figure(run.seconds, unit: "1").number) s, started \(run.started)"
        verdicts = MetricNames.sorted(report.comparisons.map(\.metric)).map { metric in
            let counts = Report.Verdict.allCases.compactMap { verdict in
                let count = report.comparisons.count { $0.metric == metric && $0.verdict == verdict }
                return count == 0 ? nil : "\(count) \(verdict.rawValue)"
            }
            return "\(metric): \(counts.joined(separator: ", "))"
        }
    }
}
