import Report

/// What is found of the variants of a group, until it becomes cases of a report.
struct CommandFindings {
    /// By variant.
    var metrics: [[String: Report.Metric]]
    var warnings: [Report.Warning] = []
    private let group: CommandGroup

    /// What a command computes is not known.
    static let work = Report.Work(macs: 0, bytes: 0)
    static let interrupted = "the run was interrupted before"

    init(_ group: CommandGroup) {
        self.group = group
        metrics = group.variants.map { _ in [:] }
    }

    /// The case of a variant; without figures where it failed.
    func record(_ index: Int, id: String, _ runner: CommandRunner) -> Report.Case {
        let variant = group.variants[index]
        var parameters = group.parameters.mapValues { Report.Parameter.text($0) }
        parameters["command"] = .text(variant.command.text)
        let check = check(index, runner)
        return Report.Case(
            id: id, group: group.workload, workload: group.workload, variant: variant.name, parameters: parameters,
            work: Self.work,
            metrics: check.passed
                ? metrics[index] : ["time": .unavailable(unit: "s", reason: "a run failed, so it has no figures")],
            checks: [check])
    }

    /// The warning about a variant of which failed runs count; nil where there are none.
    func warning(_ index: Int, id: String, _ runner: CommandRunner) -> Report.Warning? {
        guard runner.failures[index] == nil, runner.ignored[index] > 0 else { return nil }
        return .init(
            code: "failed-runs", message: "\(id): \(check(index, runner).detail)",
            remedy: "mend the command, or leave --ignore-failure out to have no figures of it")
    }

    private func check(_ index: Int, _ runner: CommandRunner) -> Report.Check {
        if let failure = runner.failures[index] {
            return .init(name: "exit", passed: false, detail: failure.replacing("\n", with: " / "))
        }
        let (runs, ignored) = (runner.runs[index], runner.ignored[index])
        return .init(
            name: "exit", passed: true,
            detail: runner.lastIgnored[index].map {
                "\(ignored) of \(runs) runs failed and count all the same; the last \($0)"
            } ?? "all \(runs) runs exited with status 0")
    }
}

/// Runs of one variant for counters and meters, which call without being told that a run failed.
final class CommandCalls {
    private let runner: CommandRunner
    private let index: Int
    private let stop: () -> Bool
    private var error: CommandError?
    /// Whether a run was left out.
    private(set) var wasStopped = false

    init(_ runner: CommandRunner, _ index: Int, stop: @escaping () -> Bool) {
        self.runner = runner
        self.index = index
        self.stop = stop
    }

    func prepare() {
        attempt { () throws(CommandError) in try runner.prepare(index) }
    }

    func run() {
        attempt { () throws(CommandError) in _ = try runner.run(index) }
    }

    /// - Throws: what a run threw first.
    func rethrow() throws(CommandError) {
        if let error { throw error }
    }

    private func attempt(_ body: () throws(CommandError) -> Void) {
        if stop() { wasStopped = true }
        guard !wasStopped, error == nil else { return }
        do {
            try body()
        } catch let thrown {
            error = thrown
        }
        if stop() { wasStopped = true }
    }
}
