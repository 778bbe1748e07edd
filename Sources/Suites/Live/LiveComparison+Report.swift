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
    ///   - run: when and how; its options get `reference`, which names base.
    ///   - groups: the suite's, for what a case computes. Cases that this program does not know are left out with a warning.
    /// - Returns: a report in which a case without figures has the reason, and a failed check where it is one.
    /// - Throws: `StatisticsError` for ratios that are no numbers.
    public func report(
        tool: Report.Tool, host: Report.Host, suite: Report.Suite, run: Report.Run, groups: [GroupPlan]
    ) throws -> Report {
        let plans = Dictionary(
            groups.flatMap { group in group.cases.map { ($0.name, (group: group.name, plan: $0)) } }
        ) { first, _ in first }
        let measured = try cases.compactMap { entry in try plans[entry.id].map { try Self.record(entry, $0.plan) } }
        let lacking = dropped.compactMap { entry in plans[entry.id].map { Self.record(entry, $0.plan, in: $0.group) } }
        var (tool, suite, run) = (tool, suite, run)
        (tool.version, tool.commit, tool.dirty) = (head.version, head.commit, head.dirty)
        tool.program = head.executableDigest
        suite.digest = head.suiteDigest
        run.launches = pairs
        run.options = (run.options ?? [:]).merging(
            ["reference": base.reference, "pairs": "\(pairs)", "rounds": "\(settings.rounds)"]) { $1 }
        run.warnings += warnings(unknown: cases.count + dropped.count - measured.count - lacking.count)
        return Report(tool: tool, host: host, suite: suite, run: run, cases: measured + lacking)
    }

    private func warnings(unknown: Int) -> [Report.Warning] {
        var warnings: [Report.Warning] = []
        if isInterrupted {
            warnings.append(
                .init(
                    code: "interrupted",
                    message: "the comparison was interrupted: \(pairs) of \(settings.pairs) pairs are here",
                    remedy: "run the same command again"))
        }
        for (side, name, ids) in [("base", base.name, onlyBase), ("head", head.name, onlyHead)] where !ids.isEmpty {
            warnings.append(
                .init(
                    code: "only-\(side)",
                    message: "\(counted(ids.count, "case")) of \(side) (\(name)) alone: \(ids.joined(separator: ", "))",
                    remedy: "compare builds that both have them, or leave them out with --filter"))
        }
        if unknown > 0 {
            warnings.append(
                .init(
                    code: "unknown-cases",
                    message: "\(counted(unknown, "case")) not known to the program that compared",
                    remedy: "compare with the newer of the builds"))
        }
        return warnings
    }

    private static func record(_ entry: Case, _ plan: CasePlan) throws -> Report.Case {
        let evidence = try PairedLaunches(entry.logRatios, named: entry.id)
        let interval = evidence.interval(alpha: 0.05)
        let ratio = Report.MetricValue(
            unit: "1", better: .lower, provenance: .derived, value: .exp(evidence.estimate),
            interval: .init(.exp(interval.low), .exp(interval.high)), confidence: interval.confidence,
            count: evidence.count, launches: entry.logRatios.map { .exp($0) })
        return record(entry.id, plan, in: entry.group, .value(ratio), checks: [])
    }

    private static func record(_ entry: Dropped, _ plan: CasePlan, in group: String) -> Report.Case {
        let reason = "\(entry.role.rawValue): \(entry.reason)"
        return record(
            entry.id, plan, in: group, .unavailable(unit: "1", reason: reason),
            checks: entry.isFailure ? [.init(name: "live", passed: false, detail: reason)] : [])
    }

    private static func record(
        _ id: String, _ plan: CasePlan, in group: String, _ ratio: Report.Metric, checks: [Report.Check]
    ) -> Report.Case {
        Report.Case(
            id: id, group: group, workload: plan.id.workload, variant: plan.id.variant,
            parameters: plan.shape.merging(plan.id.conditions.mapValues { .text($0) }) { $1 }, work: plan.work,
            metrics: ["time.ratio": ratio], checks: checks)
    }
}

extension LiveComparison.Build {
    /// What tells a reference build from others: one commit may be built in several ways.
    fileprivate var reference: String { "\(commit.prefix(12))-\(executableDigest.prefix(8))" }
}
