import ArgumentParser
import Counters
import Measurement
import Suites

/// What every command understands that runs a suite.
struct RunOptions: ParsableArguments {
    @OptionGroup(title: "Selection") var selection: SelectionOptions
    @OptionGroup(title: "Measuring") var budget: BudgetOptions
    @OptionGroup(title: "Results") var destination: DestinationOptions
    @OptionGroup(visibility: .hidden) var launch: LaunchOptions

    @Flag(help: "Continue the newest unfinished run of this very command.")
    var resume = false

    @Flag(help: "List the ids of the selected cases and stop.")
    var list = false

    @Flag(name: .customLong("dry-run"), help: "Say what would be measured and for how long, and stop.")
    var dryRun = false

    func validate() throws {
        if let rounds = budget.rounds, rounds < MeasurementSettings.minimumRounds {
            throw ValidationError(
                "--rounds \(rounds): fewer than \(MeasurementSettings.minimumRounds) rounds have no 95 % interval; "
                    + "give \(MeasurementSettings.minimumRounds) or more")
        }
        guard budget.band >= 0, budget.band < 100 else {
            throw ValidationError("--band \(budget.band): give a per cent from 0 up to 100, such as 0.5")
        }
        guard budget.threads >= 1 else {
            throw ValidationError("--threads \(budget.threads): give 1 or more")
        }
        guard budget.launches >= 1 else {
            throw ValidationError("--launches \(budget.launches): give 1 or more")
        }
        if budget.launches > 1 && budget.sustain != nil {
            throw ValidationError("--sustain follows one process, --launches starts several; leave one of them out")
        }
        if destination.noSave && resume {
            throw ValidationError("--resume needs the files that --no-save forbids; leave one of them out")
        }
    }

    /// Runs a suite, or says what it would run.
    /// - Parameters:
    ///   - command: the words of this command that name the suite and its definition, for launches.
    ///   - settings: options of the suite that have an option of their own.
    ///   - finish: what follows a run that is not interrupted.
    /// - Throws: `ExitCode` where not all went well.
    func run(
        _ type: any BenchmarkSuite.Type, _ definition: DefinitionFile, command: [String], settings: [Setting] = [],
        finish: (any BenchmarkSuite) throws -> Void = { _ in }
    ) async throws {
        let request = selection.request(threads: budget.threads, settings)
        let opened = try type.init(definition: definition, request: request)
        let team = try MeasuringThread.team(of: budget.threads, cpu: budget.cpu)
        let counters = try CounterSelection(parsing: budget.counters)
        let selected = try Selection(of: opened, definition, request, team: team)
        let groups = selected.groups
        let measured = measurement(of: opened, groups: groups.count)
        if list {
            for entry in groups.flatMap(\.wanted) { Terminal.say(entry.name) }
            for id in selected.modelled { Terminal.say(id.description) }
            return
        }
        if dryRun {
            for line in RunForecast(groups, measured).lines { Terminal.say(line) }
            return
        }
        for reason in selected.unavailable { Terminal.complain("unavailable: \(reason)") }
        let session = RunSession(
            suite: opened, definition: definition, groups: groups, request: request, settings: measured,
            selection: counters, team: team, budget: budget, destination: destination, resumes: resume)
        let status: ExitStatus
        if budget.launches > 1 {
            status = try await LaunchesSession(
                session: session, arguments: command + request.arguments + budget.arguments
            ).run()
        } else {
            status = try MeasuringThread.run(cpu: budget.cpu) { thread in
                guard let journal = launch.journal else { return try session.run(on: thread) }
                return try session.launch(journal: journal, named: launch.name, on: thread)
            }
        }
        if status != .interrupted, launch.journal == nil { try finish(opened) }
        if status != .fine { throw ExitCode(status.rawValue) }
    }

    private func measurement(of suite: any BenchmarkSuite, groups: Int) -> MeasurementSettings {
        var settings = MeasurementSettings(
            rounds: budget.rounds ?? suite.budget.rounds, groupSeconds: suite.budget.seconds, seed: selection.seed)
        if let time = budget.time {
            settings.groupSeconds = time.seconds / Double(groups)
            // The time alone limits the rounds, where no number of rounds is asked for.
            if budget.rounds == nil { settings.rounds = .max }
        } else if budget.rounds != nil {
            settings.groupSeconds = nil
        }
        settings.band = budget.band / 100
        settings.sustainSeconds = budget.sustain?.seconds
        return settings
    }
}
