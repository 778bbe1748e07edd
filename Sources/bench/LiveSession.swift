import ArgumentParser
import Foundation
import History
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

    @Option(
        help: ArgumentHelp(
            "Keep the ratios as a report below this folder, for bench track: base is its reference.", valueName: "dir"))
    var save: String?

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
    }
}

/// Builds two sides and holds them against each other.
struct LiveSession {
    let base: String
    let head: String
    let judging: JudgingOptions
    let options: LiveOptions

    /// Builds and measures.
    /// - Returns: the judged comparison, and whether a check failed on either side.
    func run() async throws -> (comparison: ReportComparison, hasFailed: Bool) {
        Interruption.watch()
        let host = HostFacts().described(counters: .init(papi: "not asked", available: [], unavailable: []))
        let started = Date()
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
        if let folder = options.save { try save(found, on: host, started: started, below: folder) }
        return (
            try ReportComparison(live: found, on: host, started: started.formatted(.iso8601), judging.request),
            found.dropped.contains(where: \.isFailure)
        )
    }

    private func save(
        _ found: LiveComparison, on host: Report.Host, started: Date, below folder: String
    ) throws {
        let type = try Suites.named(options.suite)
        let definition = try options.place.file(of: type)
        let mode: SuiteMode = options.quick ? .quick : .full
        let request = SuiteRequest(mode: mode, seed: options.seed)
        let report = try found.report(
            tool: .current, host: host,
            suite: .init(name: type.name, definition: definition.reportedPath, digest: definition.digest),
            run: .init(
                id: Report.Run.id(started), started: started.formatted(.iso8601),
                seconds: Date().timeIntervalSince(started), seed: options.seed, mode: mode, launches: found.pairs,
                warnings: []),
            groups: try type.init(definition: definition, request: request).groups(on: HostFacts()))
        let place = "\(folder)/\(host.id)/\(type.name)"
        try TextFile.makeFolder(place)
        let path = "\(place)/\(report.run.id).json"
        try report.write(to: path)
        Terminal.note("Report: \(path)")
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
                + each("--filter", judging.filter) + each("--variant", options.variant) + ["--seed", "\(options.seed)"]
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
