import ArgumentParser
import Foundation
import Measurement
import Processes
import Report
import Statistics
import Suites

/// What is measured of two builds, and how much.
struct LiveOptions: ParsableArguments {
    @Flag(help: "Compare two builds, by running them against each other now.")
    var live = false

    @Option(help: "The suite to run.")
    var suite = "int8-fp32"

    @Flag(help: "Measure the definition's quick subset.")
    var quick = false

    @Option(help: ArgumentHelp("Keep the variants that match; may be repeated.", valueName: "glob"))
    var variant: [String] = []

    @Option(help: "Seed of the inputs and of every order.")
    var seed: UInt64 = SuiteRequest.standardSeed

    @Option(help: "Pairs of workers; each is started afresh.")
    var pairs = LiveSettings.standardPairs

    @Option(help: "Rounds of every case in each pair.")
    var rounds = LiveSettings.standardRounds

    @Option(help: "Ratios of builds within ± this per cent are practically equal.")
    var band: Double = 0.5

    @Option(help: "The CPU that both builds run on; the last this process may use, where it is left out.")
    var cpu: Int?

    @OptionGroup var place: DefinitionPlace

    func validate() throws {
        guard pairs >= LiveSettings.fewestPairs else {
            let fewest = LiveSettings.fewestPairs
            throw ValidationError("--pairs \(pairs): fewer than \(fewest) decide nothing; give \(fewest) or more")
        }
        guard rounds >= MeasurementSettings.minimumRounds else {
            throw ValidationError("--rounds \(rounds): give \(MeasurementSettings.minimumRounds) or more")
        }
        guard band >= 0, band < 100 else {
            throw ValidationError("--band \(band): give a per cent from 0 up to 100, such as 0.5")
        }
    }
}

/// Builds two sides and holds them against each other.
struct LiveSession {
    let base: String
    let head: String
    let filters: [String]
    let options: LiveOptions

    /// Builds, measures and prints.
    func run() async throws {
        Interruption.watch()
        let builder = LiveBuilder(
            folder: FileManager.default.currentDirectoryPath, traits: Report.Tool.current.traits,
            progress: { Terminal.progress($0) })
        let sides = (base: LiveSide(.base, base), head: LiveSide(.head, head))
        var settings = LiveSettings(seed: options.seed)
        settings.pairs = options.pairs
        settings.rounds = options.rounds
        let run = LiveRun(
            base: try await worker(sides.base, builder), head: try await worker(sides.head, builder),
            suite: options.suite, settings: settings)
        let found = try await run.measure(
            stop: { Interruption.isRequested }, progress: { Terminal.progress($0.description) })
        Terminal.clearProgress()
        try LiveOutcome(found, band: EquivalenceBand(fraction: options.band / 100)).say()
        if found.dropped.contains(where: \.isFailure) { throw ExitCode(ExitStatus.checkFailed.rawValue) }
    }

    private func worker(_ side: LiveSide, _ builder: LiveBuilder) async throws -> WorkerInvocation {
        let build: LiveBuilder.Build
        do {
            build = try await builder.build(side)
        } catch {
            // Ctrl-C ends the compiler too, which is no failure of the build.
            if Interruption.isRequested { throw LiveError.interrupted(pairs: 0) }
            throw error
        }
        if Interruption.isRequested { throw LiveError.interrupted(pairs: 0) }
        return WorkerInvocation(
            side: side, executable: build.executable,
            arguments: ["worker", options.suite] + (options.quick ? ["--quick"] : [])
                + each("--filter", filters) + each("--variant", options.variant) + ["--seed", "\(options.seed)"]
                + options.place.arguments + each("--cpu", options.cpu.map { ["\($0)"] } ?? []),
            folder: build.folder)
    }
}

extension LiveRun.Progress: CustomStringConvertible {
    /// `pair 3 of 10, 43 s left`.
    public var description: String {
        "pair \(pair) of \(pairs)" + (secondsLeft.map { ", \(Int($0.rounded(.up))) s left" } ?? "")
    }
}
