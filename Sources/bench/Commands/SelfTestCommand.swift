import Basics
import ArgumentParser
import Foundation
import History
import Measurement
import Processes
import Statistics
import Suites

/// `bench selftest`.
struct SelfTestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "selftest", abstract: "Show what measuring costs here, and that verdicts can be trusted.",
        discussion: """
            Without a flag all tests but those of commands and builds run; that of the verdicts takes about seven minutes, that of \
            commands as long.
            """)

    @Flag(help: "The cost of a window, and the allocations in it.")
    var overhead = false

    @Flag(help: "The allocations of every kernel.")
    var kernels = false

    @Flag(help: "Identical variants must not be told apart, and a slower one must be found.")
    var aa = false

    @Flag(help: "A command must not be told apart from itself.")
    var exec = false

    @Option(name: .customLong("exec-repeats"), help: "Repeats with one command under two names.")
    var execRepeats = 100

    @Flag(help: "Identical builds must not be told apart, and a slower one must be found.")
    var live = false

    @Option(help: "Repeats with identical variants, or builds.")
    var repeats = 300

    @Option(
        name: .customLong("slow-repeats"), help: "Repeats with a variant that is 2 % slower, or a build that is 3 %.")
    var slowRepeats = 100

    @Option(help: "Pairs of workers in each repeat with builds.")
    var pairs = LiveSettings.standardPairs

    @Option(help: "Rounds in each repeat.")
    var rounds = 500

    @Option(help: "Seed of the rounds' order.")
    var seed: UInt64 = 1

    @Option(help: "The CPU to measure on.")
    var cpu: Int?

    func validate() throws {
        guard pairs >= LiveSettings.fewestPairs else {
            throw ValidationError("--pairs must be at least \(LiveSettings.fewestPairs)")
        }
        guard repeats >= 1, execRepeats >= 1, slowRepeats >= 1, rounds >= MeasurementSettings.minimumRounds else {
            throw ValidationError(
                "--repeats, --slow-repeats and --exec-repeats must be at least 1, --rounds at least 6")
        }
    }

    func run() async throws {
        let all = !overhead && !kernels && !aa && !exec && !live
        if live, try await !testBuilds() { throw ExitCode(ExitStatus.checkFailed.rawValue) }
        if exec, try !testCommands() { throw ExitCode(ExitStatus.checkFailed.rawValue) }
        guard all || overhead || kernels || aa else { return }
        // Made here, where the CPUs beside the measuring thread's are still this one's.
        let pair = Result { try MeasuringThread.team(of: 2, cpu: cpu) }
        let passed = try MeasuringThread.run(cpu: cpu) { thread in
            Terminal.say("measuring on " + (thread.cpu.map { "CPU \($0)" } ?? "any CPU (\(thread.unpinned ?? ""))"))
            let cheap = try all || overhead ? testOverhead() : true
            let frugal = try all || kernels ? testKernels(pair) : true
            let honest = try all || aa ? testVerdicts() : true
            return cheap && frugal && honest
        }
        if !passed { throw ExitCode(ExitStatus.checkFailed.rawValue) }
    }

    private func testOverhead() throws -> Bool {
        let overhead = try WindowOverhead()
        let pair = overhead.clockPair
        Terminal.say(
            """

            Window, over \(overhead.windows) empty ones
              clock pair    \(ns(pair.median)) at the median, p95 \(ns(pair.p95)), p99 \(ns(pair.p99)) \
            (at most \(ns(WindowOverhead.mostNanoseconds)))
              of an epoch   \(String(format: "%.4f %%", 100 * overhead.shareOfEpoch)) of 1 ms (at most 0.1 %)
              empty call    \(ns(overhead.emptyCall))
              allocations   \(overhead.allocations.map(String.init) ?? "unavailable: \(Allocations.unavailable ?? "")") \
            (must be 0)
            \(overhead.passed ? "passed" : "FAILED")
            """)
        return overhead.passed
    }

    /// - Parameter pair: two threads, or why there are none.
    private func testKernels(_ pair: Result<Team, any Error>) throws -> Bool {
        let teams = [Team.single] + ((try? pair.get()).map { [$0] } ?? [])
        let kernels = try KernelAllocations(teams: teams)
        let width = kernels.backends.map(\.name.count).max() ?? 0
        let lines = kernels.backends.flatMap { backend in
            let name = backend.name.padding(toLength: width, withPad: " ", startingAt: 0)
            return ["  \(name)  \(outcome(backend))"] + backend.faults.map { "      \($0)" }
        }
        let verdict =
            switch kernels.verdict {
            case .passed: "passed"
            case .failed: "FAILED"
            case .notJudged(let reason): "not judged: \(reason)"
            }
        var threads = "on one thread and two"
        if case .failure(let error) = pair { threads = "on one thread (two are unavailable: \(error))" }
        Terminal.say(
            """

            Allocations of kernels in windows of \(KernelAllocations.calls) calls: layers of every kind, additions and a \
            model, in every stage, with s8 and u8 activations, \(threads)
            \(lines.joined(separator: "\n"))
            \(verdict)
            """)
        return kernels.verdict != .failed
    }

    private func outcome(_ backend: KernelAllocations.Count) -> String {
        if let reason = backend.unavailable { return "unavailable: \(reason)" }
        guard backend.windows > 0 else { return "not called" }
        let whose = backend.library.map { "those of \($0)" } ?? "must be 0"
        return "\(backend.allocations) in \(backend.windows) windows (\(whose))"
    }

    private func testVerdicts() throws -> Bool {
        let same = try tally(slowdown: 0, repeats: repeats, title: "identical variants")
        let slow = try tally(slowdown: 0.02, repeats: slowRepeats, title: "a variant 2 % slower")
        let bound = try same.falseVerdictBound()
        let found = Double(slow.worse) / Double(slow.repeats)
        let passed = VerdictTrial.passed(identical: same, slower: slow)
        Terminal.say(
            """

            Verdicts, \(rounds) rounds of 1 ms epochs each
              identical     \(words(same))
                            false verdicts: \(same.better + same.worse) of \(same.repeats), at most \
            \(String(format: "%.2f %%", 100 * bound)) at 95 % confidence (Clopper-Pearson)
              2 % slower    \(words(slow))
                            found in \(String(format: "%.0f %%", 100 * found)) (at least 95 %)
            \(passed ? "passed" : "FAILED")
            """)
        return passed
    }

    /// On any CPU, as users' commands run.
    private func testCommands() throws -> Bool {
        var trial = try CommandTrial(settings: MeasurementSettings(rounds: rounds, groupSeconds: nil, seed: seed))
        let same = try tally(repeats: execRepeats, title: "one command under two names") { try trial.run(into: &$0) }
        let falseVerdicts = same.better + same.worse
        Terminal.say(
            """

            Commands, at most \(CommandTrial.budget.rounds) rounds of one of about \(String(format: "%.0f ms", 1e3 * CommandTrial.seconds)) \
            under two names
              starting true \(String(format: "%.3f ms", 1e3 * trial.empty.median)) at the median, \
            \(String(format: "%.3f ms", 1e3 * trial.empty.least)) at least
              identical     \(words(same))
                            false verdicts: \(falseVerdicts) of \(same.repeats), at most \
            \(String(format: "%.2f %%", 100 * (try same.falseVerdictBound()))) at 95 % confidence (Clopper-Pearson)
            \(falseVerdicts == 0 ? "passed" : "FAILED")
            """)
        return falseVerdicts == 0
    }

    private func tally(slowdown: Double, repeats: Int, title: String) throws -> VerdictTrial.Tally {
        let settings = MeasurementSettings(rounds: rounds, groupSeconds: nil, seed: seed)
        var trial = VerdictTrial(slowdown: slowdown, rounds: rounds, settings: settings)
        return try tally(repeats: repeats, title: title) { try trial.run(into: &$0) }
    }

    private func tally(
        repeats: Int, title: String, _ run: (inout VerdictTrial.Tally) throws -> Void
    ) throws -> VerdictTrial.Tally {
        var tally = VerdictTrial.Tally()
        let start = Clock.nanoseconds()
        for index in 0..<repeats {
            let elapsed = Double(Clock.nanoseconds() - start) * 1e-9
            let left = index == 0 ? "" : ", \(Int(elapsed / Double(index) * Double(repeats - index))) s left"
            Terminal.progress("[\(index + 1)/\(repeats)] \(title)\(left)")
            try run(&tally)
        }
        Terminal.clearProgress()
        return tally
    }

    /// Layers of microseconds, of which an epoch has many calls, on every kernel.
    private static let liveCases = ["kws.fc", "kws.pw", "kws.dw", "ad.fc1", "ad.fc5", "ad.fc10"]

    private func testBuilds() async throws -> Bool {
        Interruption.watch()
        let filters = Self.liveCases.flatMap { ["--filter", "*:\($0):*:cache=warm,stage=kernel"] }
        let worker = WorkerInvocation(
            side: LiveSide(.base, "this build"), executable: Bundle.main.executablePath ?? CommandLine.arguments[0],
            arguments: ["worker", "int8-fp32", "--quick"] + filters + (cpu.map { ["--cpu", "\($0)"] } ?? []))
        let same = try await tally(worker, slowdown: 0, repeats: repeats, title: "identical builds")
        let slow = try await tally(worker, slowdown: 0.03, repeats: slowRepeats, title: "a build 3 % slower")
        let found = Double(slow.worse) / Double(slow.repeats)
        let passed = LiveTrial.passed(identical: same, slower: slow)
        Terminal.say(
            """

            Builds, \(pairs) pairs of resident workers, \(LiveSettings.standardRounds) rounds each; a repeat is a case
              identical     \(words(same))
                            false verdicts: \(same.better + same.worse) of \(same.repeats), at most \
            \(String(format: "%.2f %%", 100 * (try same.falseVerdictBound()))) at 95 % confidence (Clopper-Pearson)
              3 % slower    \(words(slow))
                            found in \(String(format: "%.0f %%", 100 * found)) (at least 90 %)
            \(passed ? "passed" : "FAILED")
            """)
        return passed
    }

    private func tally(
        _ worker: WorkerInvocation, slowdown: Double, repeats: Int, title: String
    ) async throws -> VerdictTrial.Tally {
        var settings = LiveSettings(seed: seed)
        settings.pairs = pairs
        let trial = LiveTrial(slowdown: slowdown, worker: worker, suite: "int8-fp32", settings: settings)
        defer { Terminal.clearProgress() }
        return try await trial.tally(
            atLeast: repeats, band: .standard, alpha: ComparisonRequest().alpha, stop: { Interruption.isRequested },
            progress: { Terminal.progress("[\($0)/\(repeats)] \(title), \($1)") })
    }

    private func words(_ tally: VerdictTrial.Tally) -> String {
        "better \(tally.better), worse \(tally.worse), equivalent \(tally.equivalent), undecided \(tally.undecided) "
            + "of \(tally.repeats)"
    }

    private func ns(_ value: Double) -> String { String(format: value < 10 ? "%.1f ns" : "%.0f ns", value) }
}
