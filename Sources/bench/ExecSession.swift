import Counters
import Foundation
import Measurement
import Processes
import Rendering
import Report
import Suites

/// One comparison of commands from its first look at the machine to its files, on the thread that calls it: its counters
/// are inherited by the processes that it starts.
struct ExecSession {
    let definition: ExecDefinition
    let groups: [CommandGroup]
    let settings: MeasurementSettings
    let budget: ExecBudgetOptions
    let manner: CommandManner
    let output: Launcher.Output
    let selection: CounterSelection
    let destination: DestinationOptions
    let failOn: ExecCommand.Gate?

    /// Measures, writes and prints.
    func run() throws -> ExitStatus {
        try destination.requireWritable()
        let launcher = try Launcher(
            input: definition.input, output: output, stop: { Interruption.isRequested })
        let counters = CounterPasses(CounterSession(selection, inherited: true))
        let launchSeconds = try Self.launchSeconds(launcher)
        let header = try header(counters: counters, launchSeconds: launchSeconds)
        let files = destination.noSave ? nil : try ReportFiles(of: header, below: destination.output)
        let run = ExecRun(header: header, groups: groups, launchSeconds: launchSeconds)
        let steal = StealTime()

        Interruption.watch()
        let measurement = CommandMeasurement(
            suite: ExecRun.suite, settings: settings, manner: manner, launcher: launcher, counters: counters,
            energy: EnergyPasses())
        let table = LiveTable(settings: settings, family: run.family, isSilent: destination.isOutputTaken)
        var results: [CommandResult] = []
        let warning = try betweenSetupAndCleanup {
            table.begin()
            try measure(with: measurement, table, into: &results)
        }
        Terminal.clearProgress()
        for failure in results.flatMap(\.failures).sorted(by: { $0.key < $1.key }) {
            Terminal.complain("\(failure.key): \(failure.value)")
        }
        let isInterrupted = Interruption.isRequested
        guard !results.isEmpty else {
            Terminal.complain("interrupted before a round was finished; nothing is reported")
            return .interrupted
        }
        let report = try run.report(
            results, isInterrupted: isInterrupted, warnings: [steal.warning(), warning].compactMap { $0 })
        try destination.deliver(report, in: files, save: { try files?.write(report) }) {
            TextRenderer(colours: Terminal.isColoured, width: Terminal.width).render(report)
        }
        return status(of: report, isInterrupted: isInterrupted)
    }

    private func status(of report: Report, isInterrupted: Bool) -> ExitStatus {
        if isInterrupted { return .interrupted }
        guard report.cases.allSatisfy({ $0.checks.allSatisfy(\.passed) }) else { return .checkFailed }
        let isWorse = report.comparisons.contains { $0.metric == "time" && $0.verdict == .worse }
        return failOn == .worse && isWorse ? .regression : .fine
    }

    private func measure(
        with measurement: CommandMeasurement, _ table: LiveTable, into results: inout [CommandResult]
    ) throws {
        for (index, group) in groups.enumerated() {
            let result = try measurement.run(
                group, stop: { Interruption.isRequested },
                progress: { Terminal.progress("[\(index + 1)/\(groups.count)] \(group.workload), \($0)") })
            guard let result else { return }
            results.append(result)
            Terminal.clearProgress()
            try table.add(result.group)
            if Interruption.isRequested { return }
        }
    }

    // MARK: Steps

    /// Runs `body` after `--setup`; `--cleanup` is run whatever happens in between.
    /// - Returns: a warning where the cleanup failed.
    private func betweenSetupAndCleanup(_ body: () throws -> Void) throws -> Report.Warning? {
        let outcome = Result {
            try step("--setup", definition.setup, Launcher(output: output, stop: { Interruption.isRequested }))
            if !Interruption.isRequested { try body() }
        }
        // Not ended by Ctrl-C.
        let cleanup = Result { try step("--cleanup", definition.cleanup, Launcher(output: output)) }
        try outcome.get()
        guard case .failure(let error) = cleanup else { return nil }
        Terminal.complain("\(error)")
        return .init(
            code: "cleanup-failed", message: "\(error)".replacing("\n", with: " "),
            remedy: "look at what the commands left behind")
    }

    private func step(_ name: String, _ text: String?, _ launcher: Launcher) throws {
        guard let text else { return }
        let launch = try launcher.run(Command(shell: text))
        guard launch.succeeded || launch.ending == .interrupted else {
            throw CommandError.stepFailed(step: name, command: text, ending: launch.failure)
        }
    }

    // MARK: What is known before

    /// Runs of a program that does nothing, of which the median is taken.
    private static let emptyRuns = 31

    /// What starting any program takes, in seconds; nil where there is no `true`.
    private static func launchSeconds(_ launcher: Launcher) throws -> Double? {
        guard let nothing = try? Command(splitting: "true") else { return nil }
        let seconds = try (0..<emptyRuns).map { _ in try launcher.run(nothing).seconds }
        return seconds.sorted()[emptyRuns / 2]
    }

    private func header(counters: CounterPasses, launchSeconds: Double?) throws -> RunHeader {
        let facts = HostFacts()
        let started = Date()
        let mode: Report.Run.Mode = budget.quick ? .quick : .full
        return RunHeader(
            tool: .current.identified, host: facts.described(counters: counters.described),
            suite: .init(name: ExecRun.suite, definition: "command line", digest: try definition.digest()),
            run: .init(
                id: Report.Run.id(started), started: started.formatted(.iso8601), seconds: 0, seed: settings.seed,
                mode: mode, launches: 1, warnings: Conditions.machine(facts), options: options(launchSeconds)),
            request: SuiteRequest(mode: mode, seed: settings.seed), settings: settings, means: [:])
    }

    /// The options as the report tells them.
    private func options(_ launchSeconds: Double?) -> [String: String] {
        var options = ["counters": budget.counters, "warmup": "\(manner.warmup)", "shell": "\(definition.shell)"]
        options["band"] = "\(settings.band * 100) %"
        options["alpha"] = "\(settings.alpha)"
        options["rounds"] = settings.rounds == .max ? "unlimited" : "\(settings.rounds)"
        options["group seconds"] = settings.groupSeconds.map { "\($0)" } ?? "unlimited"
        options["timeout"] = manner.timeout.map { "\($0) s" }
        options["ignore failure"] = manner.ignoresFailure ? "true" : nil
        options["input"] = definition.input
        options["prepare"] = definition.prepares.isEmpty ? nil : definition.prepares.joined(separator: "; ")
        options["setup"] = definition.setup
        options["cleanup"] = definition.cleanup
        options["seconds of an empty command"] = launchSeconds.map { "\($0)" }
        return options
    }
}

extension CommandMeasurement.Stage: CustomStringConvertible {
    /// `120 rounds done, 8 s left`.
    public var description: String {
        switch self {
        case .warmup: "warm-up"
        case .rounds(let count, let seconds):
            "\(count) rounds done" + (seconds.isFinite ? ", \(Int(seconds.rounded(.up))) s left" : "")
        case .memory: "memory"
        case .counters(let variant): "counters of \(variant)"
        case .energy(let variant): "energy of \(variant)"
        }
    }
}
