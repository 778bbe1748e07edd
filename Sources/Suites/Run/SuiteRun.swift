import Basics
import Measurement
import Report

/// Measures the groups of a suite one after the other, and draws up the report.
public struct SuiteRun {
    /// The suite.
    public let suite: any BenchmarkSuite
    /// What is to be measured.
    public let groups: [GroupPlan]
    /// What is known before the first group.
    public let header: RunHeader

    /// - Parameter groups: those of the suite's groups that are to be measured.
    public init(suite: any BenchmarkSuite, groups: [GroupPlan], header: RunHeader) {
        self.suite = suite
        self.groups = groups
        self.header = header
    }

    /// How far a run is.
    public struct Progress: Sendable {
        /// The group at hand.
        public var group: String
        /// Groups measured so far.
        public var finished: Int
        /// Groups of the run.
        public var total: Int
        /// Seconds left, from the groups measured so far; nil before the first.
        public var secondsLeft: Double?
    }

    /// Measures what `finished` does not hold yet, on the calling thread.
    /// - Parameters:
    ///   - progress: told of each group before it is measured.
    ///   - record: given each group as soon as it is finished; what it throws ends the run.
    /// - Returns: all groups' results in the order of the plan, fewer where the run was interrupted.
    public func measure(
        with measurement: GroupMeasurement, finished: [GroupResult] = [], stop: () -> Bool,
        progress: (Progress) -> Void, record: (GroupResult) throws -> Void
    ) rethrows -> [GroupResult] {
        var results = Dictionary(finished.map { ($0.group, $0) }) { $1 }
        let missing = groups.filter { results[$0.name] == nil }
        let start = Clock.nanoseconds()
        for (index, group) in missing.enumerated() {
            let elapsed = Double(Clock.nanoseconds() - start) * 1e-9
            progress(
                Progress(
                    group: group.name, finished: results.count, total: groups.count,
                    secondsLeft: index == 0 ? nil : elapsed / Double(index) * Double(missing.count - index)))
            guard !stop(), let result = measurement.run(group, stop: stop) else { break }
            results[group.name] = result
            try record(result)
        }
        return groups.compactMap { results[$0.name] }
    }

    /// The report over what was measured.
    /// - Parameter warnings: conditions seen during the run, beside those before it.
    public func report(_ results: [GroupResult], warnings: [Report.Warning] = []) throws -> Report {
        var run = header.run
        run.seconds = results.reduce(0) { $0 + $1.seconds }
        run.warnings += warnings + Noise.warnings(results)
        for warning in results.flatMap(\.warnings) where !run.warnings.contains(warning) {
            run.warnings.append(warning)
        }
        if results.count < groups.count {
            run.warnings.append(
                .init(
                    code: "partial", message: "\(results.count) of \(groups.count) groups are finished",
                    remedy: "continue with the same command and --resume"))
        }
        let ofLaunches = run.launches > 1
        run.warnings += [
            ofLaunches
                ? Judging.tooFewLaunches(run.launches)
                : Judging.tooFewRounds(results, settings: header.settings, family: suite.family)
        ].compactMap { $0 }
        let comparisons = try Judging.comparisons(
            results, settings: header.settings, ofLaunches: ofLaunches, family: suite.family)
        let modelled = try suite.modelled(from: results)
        return Report(
            tool: header.tool, host: header.host, suite: header.suite, run: run,
            cases: results.flatMap(\.cases) + modelled.cases, comparisons: comparisons + modelled.comparisons,
            findings: suite.findings(from: results, comparisons: comparisons, on: header.host) + modelled.findings,
            series: suite.series(from: results) + results.flatMap(\.series) + modelled.series)
    }
}
