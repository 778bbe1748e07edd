import Measurement
import Processes
import Report
import RealModule
import Statistics

extension LiveComparison {
    /// The times of head by those of base as a report, for a history in which base is a kept reference build: the machine's
    /// mood cancels in them.
    /// - Parameters:
    ///   - tool: the program that measured; the report names the build that was measured.
    ///   - host: the machine.
    ///   - suite: as this program knows it.
    ///   - run: when and how; its options get `reference`, the commit of base.
    ///   - groups: the suite's, for what a case computes. Cases that this program does not know are left out with a warning.
    /// - Throws: `StatisticsError` for ratios that are no numbers.
    public func report(
        tool: Report.Tool, host: Report.Host, suite: Report.Suite, run: Report.Run, groups: [GroupPlan]
    ) throws -> Report {
        let plans = Dictionary(groups.flatMap(\.cases).map { ($0.name, $0) }) { first, _ in first }
        let known = cases.filter { plans[$0.id] != nil }
        var (tool, suite, run) = (tool, suite, run)
        (tool.version, tool.commit, tool.dirty) = (head.version, head.commit, head.dirty)
        tool.program = head.executableDigest
        suite.digest = head.suiteDigest
        run.launches = pairs
        run.options = (run.options ?? [:]).merging(
            ["reference": base.commit, "pairs": "\(pairs)", "rounds": "\(settings.rounds)"]) { $1 }
        if known.count < cases.count {
            run.warnings.append(
                .init(
                    code: "unknown-cases",
                    message: "\(cases.count - known.count) cases are not known to the program that compared",
                    remedy: "compare with the newer of the builds"))
        }
        return Report(
            tool: tool, host: host, suite: suite, run: run,
            cases: try known.compactMap { entry in try plans[entry.id].map { try Self.record(entry, $0) } })
    }

    private static func record(_ entry: Case, _ plan: CasePlan) throws -> Report.Case {
        let evidence = try PairedLaunches(entry.logRatios, named: entry.id)
        let interval = evidence.interval(alpha: 0.05)
        let ratio = Report.MetricValue(
            unit: "1", better: .lower, provenance: .derived, value: .exp(evidence.estimate),
            interval: .init(.exp(interval.low), .exp(interval.high)), confidence: interval.confidence,
            count: evidence.count, launches: entry.logRatios.map { .exp($0) })
        return Report.Case(
            id: entry.id, group: entry.group, workload: plan.id.workload, variant: plan.id.variant,
            parameters: plan.shape.merging(plan.id.conditions.mapValues { .text($0) }) { $1 }, work: plan.work,
            metrics: ["time.ratio": .value(ratio)], checks: [])
    }
}
