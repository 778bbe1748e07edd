import Basics
import Counters
import Foundation
import Kernels
import Measurement
import Rendering
import Report
import Suites

/// One run from its first look at the machine to its files, on the measuring thread.
struct RunSession {
    let suite: any BenchmarkSuite
    let definition: DefinitionFile
    let groups: [GroupPlan]
    let request: SuiteRequest
    let settings: MeasurementSettings
    let selection: CounterSelection
    let team: Team
    let budget: BudgetOptions
    let destination: DestinationOptions
    let resumes: Bool

    /// Measures, writes and prints.
    func run(on thread: MeasuringThread) throws -> ExitStatus {
        try destination.requireWritable()
        let steal = StealTime()
        let counters = makeCounters()
        let header = try header(thread: thread, counters: counters)
        let files = try openFiles(header)
        let run = SuiteRun(suite: suite, groups: groups, header: files?.header ?? header)
        let table = LiveTable(settings: settings, family: suite.family, isSilent: destination.isOutputTaken)

        Interruption.watch()
        let simulated = try simulated()
        table.begin()
        let results = try run.measure(
            with: GroupMeasurement(
                settings: settings, counters: counters, energy: EnergyPasses(), team: team, simulated: simulated),
            finished: files?.finished ?? [], stop: { Interruption.isRequested },
            progress: { Terminal.progress($0.description) },
            record: { result in
                try files?.append(result)
                Terminal.clearProgress()
                try table.add(result)
            })
        Terminal.clearProgress()

        guard results.count == groups.count else {
            Terminal.complain(
                "interrupted after \(results.count) of \(groups.count) groups"
                    + (files.map { "; \($0.journal) keeps them, and the same command with --resume continues" } ?? ""))
            return .interrupted
        }
        return try finish(run, results, steal, files)
    }

    /// On the measuring thread.
    func makeCounters() -> CounterPasses {
        CounterPasses(CounterSession(selection, multiplexed: budget.multiplex, team: team))
    }

    /// Writes and prints the report of all groups.
    func finish(
        _ run: SuiteRun, _ results: [GroupResult], _ steal: StealTime, _ files: RunFiles?
    ) throws -> ExitStatus {
        let report = try run.report(results, warnings: [steal.warning()].compactMap { $0 })
        try destination.deliver(report, in: files?.reports, save: { try files?.finish(report) }) {
            TextRenderer(colours: Terminal.isColoured).summary(of: report)
        }
        return results.allSatisfy(\.passed) ? .fine : .checkFailed
    }

    /// The counts that are simulated where they are asked for, by the cases' names.
    func simulated() throws -> [String: [String: Report.Metric]] {
        try selection.simulates ? simulation.metrics(of: groups) : [:]
    }

    private var simulation: Simulation {
        Simulation(request: request, suite: type(of: suite).name, definition: definition.path)
    }

    func header(thread: MeasuringThread, counters: CounterPasses) throws -> RunHeader {
        let facts = HostFacts()
        let started = Date()
        return RunHeader(
            tool: .current.identified, host: facts.described(counters: counters.described),
            suite: .init(
                name: type(of: suite).name, definition: definition.reportedPath,
                digest: try definition.digest(for: type(of: suite))),
            run: .init(
                id: Report.Run.id(started), started: started.formatted(.iso8601), seconds: 0, seed: request.seed,
                mode: request.mode, launches: budget.launches,
                warnings: Conditions.warnings(
                    facts: facts, thread: thread, debug: Report.Tool.current.configuration == "debug")
                    + [
                        Conditions.spinning(
                            threads: request.threads,
                            libraries: Vendor.all.filter { $0.unavailable == nil }.map(\.name))
                    ].compactMap { $0 },
                options: options),
            request: request, settings: settings, means: means)
    }

    /// What decides how is measured, beside the settings.
    private var means: [String: String] {
        ["counters": budget.counters, "multiplex": "\(budget.multiplex)", "cpu": budget.cpu.map(String.init) ?? "last"]
    }

    /// The options as the report tells them.
    private var options: [String: String] {
        var options = means
        options["band"] = "\(settings.band * 100) %"
        options["alpha"] = "\(settings.alpha)"
        options["rounds"] = settings.rounds == .max ? "unlimited" : "\(settings.rounds)"
        options["group seconds"] = settings.groupSeconds.map { "\($0)" } ?? "unlimited"
        options["sustain seconds"] = settings.sustainSeconds.map { "\($0)" }
        options["filter"] = request.filters.isEmpty ? nil : request.filters.joined(separator: " ")
        options["variant"] = request.variants.isEmpty ? nil : request.variants.joined(separator: " ")
        options["threads"] = "\(request.threads)"
        options["shapes"] = request.shapes.isEmpty ? nil : request.shapes.joined(separator: " ")
        options["callgrind"] = selection.simulates ? simulation.caches.options.joined(separator: " ") : nil
        options.merge(request.options) { $1 }
        return options
    }

    func openFiles(_ header: RunHeader) throws -> RunFiles? {
        if destination.noSave { return nil }
        return resumes
            ? try RunFiles(continuing: header, below: destination.output)
            : try RunFiles(starting: header, below: destination.output)
    }
}

extension SuiteRun.Progress: CustomStringConvertible {
    /// `[12/56] kws.pw:cache=warm,stage=kernel, 43 s left`.
    public var description: String {
        let left = secondsLeft.map { seconds in
            seconds < 100 ? ", \(Int(seconds.rounded(.up))) s left" : ", \(Int((seconds / 60).rounded(.up))) min left"
        }
        return "[\(finished + 1)/\(total)] \(group)\(left ?? "")"
    }
}
