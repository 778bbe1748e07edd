import Foundation
import History
import Measurement
import Processes
import Report
import Statistics
import Suites

/// Builds two sides and holds them against each other.
struct LiveSession {
    let base: String
    let head: String
    let judging: ComparisonRequest
    let options: LiveOptions

    /// Builds and measures.
    /// - Returns: the judged comparison, and how it came about: ``ExitStatus/interrupted`` where pairs are missing,
    ///   ``ExitStatus/checkFailed`` where a check failed on either side.
    func run() async throws -> (comparison: ReportComparison, status: ExitStatus) {
        let type = try Suites.named(options.suite)
        let definition = try options.place.file(of: type)
        let request = options.selection.request(threads: 1)
        let suite = try type.init(definition: definition, request: request)
        // Builds take minutes: what is wrong with the options is told before them.
        _ = try Selection(of: suite, definition, request)
        try MeasuringThread.run(cpu: options.cpu) { _ in }
        let folder = try saveFolder(type.name)

        Interruption.watch()
        let host = HostFacts().described(counters: .init(papi: "not asked", available: [], unavailable: []))
        let started = Date()
        let found = try await measure(request)
        Terminal.clearProgress()
        let comparison = try ReportComparison(live: found, on: host, started: started.formatted(.iso8601), judging)
        if let folder {
            let report = try found.report(
                tool: .current, host: host,
                suite: .init(
                    name: type.name, definition: definition.reportedPath, digest: try definition.digest(for: type)),
                run: .init(
                    id: Report.Run.id(started), started: started.formatted(.iso8601),
                    seconds: Date().timeIntervalSince(started), seed: request.seed, mode: request.mode,
                    launches: found.pairs, warnings: []),
                groups: try suite.groups(on: HostFacts()))
            let path = "\(folder)/\(report.run.id).json"
            try report.write(to: path)
            Terminal.note("Report: \(path)")
        }
        if found.isInterrupted { return (comparison, .interrupted) }
        return (comparison, found.dropped.contains(where: \.isFailure) ? .checkFailed : .fine)
    }

    /// Where the report goes, made where it is missing; nil where none is kept.
    private func saveFolder(_ suite: String) throws -> String? {
        guard let save = options.save else { return nil }
        let folder = "\(save)/\(HostFacts().id)/\(suite)"
        try TextFile.makeFolder(folder)
        return folder
    }

    private func measure(_ request: SuiteRequest) async throws -> LiveComparison {
        let builder = LiveBuilder(
            folder: FileManager.default.currentDirectoryPath, traits: Report.Tool.current.traits,
            progress: { Terminal.progress($0) })
        let arguments =
            ["worker", options.suite] + request.arguments + options.place.arguments
            + each("--cpu", options.cpu.map { ["\($0)"] } ?? [])
        var settings = LiveSettings(seed: request.seed)
        settings.pairs = options.pairs
        settings.rounds = options.rounds
        let run = LiveRun(
            base: try await worker(LiveSide(.base, base), arguments, builder),
            head: try await worker(LiveSide(.head, head), arguments, builder), suite: options.suite, settings: settings)
        return try await run.measure(
            stop: { Interruption.isRequested }, progress: { Terminal.progress($0.description) })
    }

    private func worker(
        _ side: LiveSide, _ arguments: [String], _ builder: LiveBuilder
    ) async throws -> WorkerInvocation {
        let build: LiveBuilder.Build
        do {
            build = try await builder.build(side)
        } catch {
            // Ctrl-C ends the compiler too, which is no failure of the build.
            if Interruption.isRequested { throw LiveError.interrupted(pairs: 0) }
            throw error
        }
        if Interruption.isRequested { throw LiveError.interrupted(pairs: 0) }
        if !build.missingTraits.isEmpty {
            Terminal.clearProgress()
            Terminal.note(
                "\(side): its package declares no trait \(build.missingTraits.joined(separator: ", ")), "
                    + "so it is built without")
        }
        return WorkerInvocation(side: side, executable: build.executable, arguments: arguments, folder: build.folder)
    }
}

extension LiveRun.Progress: CustomStringConvertible {
    /// `pair 3 of 10, 43 s left`.
    public var description: String {
        "pair \(pair) of \(pairs)" + (secondsLeft.map { ", \(Int($0.rounded(.up))) s left" } ?? "")
    }
}
