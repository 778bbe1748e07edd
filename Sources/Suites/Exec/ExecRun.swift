import Foundation
import Measurement
import Processes
import Report

/// Draws up the report over commands.
public struct ExecRun {
    /// In the place of a suite's name.
    public static let suite = "exec"

    /// What is known before the first group.
    public let header: RunHeader
    private let groups: [CommandGroup]
    /// Seconds that starting a program which does nothing takes here; nil where that is not known.
    private let launchSeconds: Double?

    /// - Parameters:
    ///   - groups: all that were to be measured.
    ///   - launchSeconds: what starting a program which does nothing takes here; nil where that is not known.
    public init(header: RunHeader, groups: [CommandGroup], launchSeconds: Double?) {
        self.header = header
        self.groups = groups
        self.launchSeconds = launchSeconds
    }

    /// All comparisons of a run are one question for each metric.
    public func family(of group: GroupResult) -> ComparisonFamily {
        .init(name: Self.suite, comparisons: comparisons)
    }

    /// By each metric.
    private var comparisons: Int { groups.reduce(0) { $0 + $1.variants.count - 1 } }

    /// The report over what was measured.
    /// - Parameters:
    ///   - results: fewer than the groups, or with fewer rounds, where the run was interrupted.
    ///   - warnings: conditions seen during the run, beside those before it.
    /// - Throws: `StatisticsError` for a band that cannot be.
    public func report(
        _ results: [CommandResult], isInterrupted: Bool, warnings: [Report.Warning] = []
    ) throws -> Report {
        let measured = results.map(\.group)
        var run = header.run
        run.seconds = measured.reduce(0) { $0 + $1.seconds }
        run.launches = max(1, measured.flatMap { $0.rounds.values.map(\.count) }.min() ?? 1)
        run.warnings += warnings + Noise.warnings(measured) + measured.flatMap(short)
        for warning in measured.flatMap(\.warnings) where !run.warnings.contains(warning) {
            run.warnings.append(warning)
        }
        if isInterrupted { run.warnings.append(interrupted(measured)) }
        if comparisons > 0 {
            run.warnings += [Judging.tooFewRounds(measured, settings: header.settings, family: family)].compactMap {
                $0
            }
        }
        let times = try Judging.comparisons(measured, settings: header.settings, family: family)
        return Report(
            tool: header.tool, host: header.host, suite: header.suite, run: run, cases: measured.flatMap(\.cases),
            comparisons: times + (try memory(results)), findings: times.map(Self.finding), series: [])
    }

    private func memory(_ results: [CommandResult]) throws -> [Report.Comparison] {
        try Judging.comparisons(
            results.flatMap { result in
                PairedCosts.all(in: result.group, by: "memory.resident") { result.memory[$0.id] }
            }, familySize: comparisons, settings: header.settings)
    }

    /// `command: b takes 0.62 times as long as a`.
    private static func finding(_ comparison: Report.Comparison) -> Report.Finding {
        let names = [comparison.variant, comparison.baseline].map { CaseID($0)?.variant ?? $0 }
        let figures = [comparison.ratio, comparison.interval.low, comparison.interval.high].map {
            String(format: "%.3f", $0)
        }
        return .init(
            name: "ratio.\(comparison.group):\(names[0])", value: comparison.ratio, unit: "1",
            interval: comparison.interval, provenance: .derived,
            statement:
                "\(comparison.group): \(names[0]) takes \(figures[0]) times as long as \(names[1]) "
                + "[\(figures[1]), \(figures[2])] over \(comparison.rounds) rounds: \(comparison.verdict.rawValue)")
    }
}

extension ExecRun {
    /// Below so many times what starting any program takes, that is a large part of a command's time.
    private static let manyLaunches = 5.0

    private func short(_ group: GroupResult) -> [Report.Warning] {
        guard let launchSeconds else { return [] }
        return group.cases.compactMap { entry in
            guard case .value(let time)? = entry.metrics["time"], time.value < Self.manyLaunches * launchSeconds else {
                return nil
            }
            let share = Int((100 * launchSeconds / time.value).rounded())
            return .init(
                code: "short-command",
                message: "\(entry.id) is so short that starting any program at all is \(share) % of its time",
                remedy: "let the command repeat its work")
        }
    }

    private func interrupted(_ measured: [GroupResult]) -> Report.Warning {
        .init(
            code: "interrupted",
            message:
                "the run was interrupted: \(measured.count) of \(groups.count) workloads are here, the last one in part",
            remedy: "run the same command again")
    }
}
