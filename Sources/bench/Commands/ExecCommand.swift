import ArgumentParser
import Counters
import Measurement
import Processes
import Suites

/// `bench exec`.
struct ExecCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exec", abstract: "Compare whole commands, such as a model under several runtimes.",
        discussion: """
            bench exec --variant a='CMD' --variant b='CMD' runs the commands in rounds, each once a round in a fresh random \
            order, and judges the ratio to the first variant in the same round as suites do. As many rounds are run as fit \
            into 10 s a workload, at most 500 and at least 12: some 500 of a pair of commands of 10 ms, 12 of one that takes \
            seconds. Fewer than 10 decide nothing.

            A command is started without a shell. Blanks part its words; 'single' quotation marks keep everything, \
            "double" ones all but \\" and \\\\, and a backslash elsewhere keeps the next character. What only a shell \
            understands is refused unless --shell is given. It reads nothing and its output goes nowhere, unless --input and \
            --show-output say otherwise.

            Memory is the peak of resident memory; counters and energy come from runs of their own after the rounds.
            """)

    @OptionGroup(title: "Commands") var commands: CommandOptions
    @OptionGroup(title: "Measuring") var budget: ExecBudgetOptions
    @OptionGroup(title: "Results") var destination: DestinationOptions

    @Option(
        name: .customLong("fail-on"),
        help: "Exit with 2 where a variant is slower than the baseline beyond doubt and band: worse.")
    var failOn: Gate?

    /// What ends a run with exit code 2.
    enum Gate: String, ExpressibleByArgument, CaseIterable {
        case worse
    }

    func validate() throws {
        if commands.showOutput, destination.isOutputTaken {
            throw ValidationError("--json - and --show-output both take standard output; give --json a file")
        }
    }

    func run() throws {
        let definition = commands.definition
        let groups = try definition.groups()
        let status = try ExecSession(
            definition: definition, groups: groups, settings: budget.settings(workloads: groups.count), budget: budget,
            manner: commands.manner(warmup: budget.warmup), output: commands.showOutput ? .shown : .discarded,
            selection: CounterSelection(parsing: budget.counters), destination: destination, failOn: failOn
        ).run()
        if status != .fine { throw ExitCode(status.rawValue) }
    }
}

/// What is run.
struct CommandOptions: ParsableArguments {
    @Option(help: ArgumentHelp("A command under a name; may be repeated.", valueName: "name=command"))
    var variant: [Setting]

    @Option(
        help: ArgumentHelp("The variant that the others are held against; the first one otherwise.", valueName: "name"))
    var baseline: String?

    @Option(help: "The workload's name in case ids.")
    var name = "command"

    @Option(
        name: .customLong("parameter-list"),
        help: ArgumentHelp(
            "Replace {NAME} in commands by each value in turn; each makes a workload, such as command.NAME-4.",
            valueName: "name=1,2,4"))
    var parameterList: [String] = []

    @Option(
        name: .customLong("parameter-scan"),
        help: ArgumentHelp(
            "The same for all numbers of a range, in steps of 1 or of STEP.", valueName: "name=1..8,step"))
    var parameterScan: [String] = []

    @Option(
        help: ArgumentHelp("A shell command before each run; NAME=COMMAND for one variant alone.", valueName: "command")
    )
    var prepare: [String] = []

    @Option(help: ArgumentHelp("A shell command once before all runs.", valueName: "command"))
    var setup: String?

    @Option(help: ArgumentHelp("A shell command once after all runs, after Ctrl-C too.", valueName: "command"))
    var cleanup: String?

    @Flag(help: "Hand the commands to /bin/sh -c, whose own start is then part of their time.")
    var shell = false

    @Option(help: ArgumentHelp("The file that commands read as their standard input.", valueName: "file"))
    var input: String?

    @Flag(name: .customLong("show-output"), help: "Let the commands' output through.")
    var showOutput = false

    @Flag(
        name: .customLong("ignore-failure"),
        help: """
            Count runs that exit with another status than 0 like others, with a warning; otherwise such a variant has no \
            figures. One whose run is ended by a signal or by --timeout never has.
            """)
    var ignoreFailure = false

    @Option(help: "End a run that takes longer, which then has failed: 30s.")
    var timeout: TimeSpan?

    func validate() throws {
        guard !variant.isEmpty else { throw ValidationError("name at least one command: --variant a='CMD'") }
    }

    var definition: ExecDefinition {
        var definition = ExecDefinition()
        definition.workload = name
        definition.variants = variant.map { .init(name: $0.key, command: $0.value) }
        definition.baseline = baseline
        (definition.lists, definition.scans, definition.prepares) = (parameterList, parameterScan, prepare)
        (definition.setup, definition.cleanup) = (setup, cleanup)
        (definition.shell, definition.input) = (shell, input)
        return definition
    }

    func manner(warmup: Int) -> CommandManner {
        var manner = CommandManner()
        (manner.warmup, manner.timeout, manner.ignoresFailure) = (warmup, timeout?.seconds, ignoreFailure)
        return manner
    }
}

/// How much is measured, and how.
struct ExecBudgetOptions: ParsableArguments {
    @Flag(help: "At most 100 rounds and 3 s a workload.")
    var quick = false

    @Option(help: "Exactly so many rounds a workload, unless --time ends them.")
    var rounds: Int?

    @Option(help: "The time for the rounds of all workloads, shared equally; 12 rounds are run all the same: 90s, 5m.")
    var time: TimeSpan?

    @Option(help: "Rounds before those that count.")
    var warmup = 1

    @Option(help: "Ratios within ± this per cent are practically equal.")
    var band: Double = 100 * MeasurementSettings.commandBand

    @Option(help: "Seed of the rounds' order.")
    var seed: UInt64 = SuiteRequest.standardSeed

    @Option(
        help: ArgumentHelp(
            "Groups (default, cache, branch, simd, tlb, software), events as PAPI names them, or none.",
            valueName: "list"))
    var counters = "default"

    func validate() throws {
        if let rounds, rounds < 1 { throw ValidationError("--rounds \(rounds): give 1 or more") }
        guard warmup >= 0 else { throw ValidationError("--warmup \(warmup): give 0 or more") }
        guard band >= 0, band < 100 else {
            throw ValidationError("--band \(band): give a per cent from 0 up to 100, such as 1")
        }
    }

    /// Seconds and rounds of a workload where nothing else is asked for.
    private var standard: (seconds: Double, rounds: Int) { quick ? (3, 100) : (10, 500) }
    /// Rounds that a limit of time does not take away: two more than a single comparison needs for a verdict.
    private static let leastRounds = 12

    /// The time of `--time` is that of all workloads.
    func settings(workloads: Int) -> MeasurementSettings {
        var settings = MeasurementSettings(
            rounds: rounds ?? (time == nil ? standard.rounds : .max),
            groupSeconds: time.map { $0.seconds / Double(workloads) } ?? (rounds == nil ? standard.seconds : nil),
            seed: seed)
        settings.leastRounds = min(Self.leastRounds, settings.rounds)
        settings.band = band / 100
        settings.alpha = MeasurementSettings.commandAlpha
        return settings
    }
}
