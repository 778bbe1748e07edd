import Basics
import Measurement
import RealModule
import Report
import Statistics

/// What measuring the commands of a group gave.
public struct CommandResult: Sendable {
    /// The cases and their rounds.
    public var group: GroupResult
    /// Peak of resident memory in bytes by case id, one value a round; none where it took rounds of its own. Those are few,
    /// and small commands vary by several per cent with where their pages lie: of 51 pairs of one command with itself, one
    /// was told apart in nine rounds.
    public var memory: [String: [Double]]
    /// Why cases failed, by id, with what the command complained about.
    public var failures: [String: String]
}

/// Measures groups of commands on the thread that calls it, which counts their events.
///
/// The order of things: a round of warm-up, the rounds, then, each in runs of its own so that the rounds hold the clock
/// alone, memory where the rounds could not tell it, counters and energy.
public struct CommandMeasurement {
    private let suite: String
    private let settings: MeasurementSettings
    private let manner: CommandManner
    private let launcher: Launcher
    private let counters: CounterPasses
    private let energy: EnergyPasses

    /// Rounds in which memory is looked at where that takes rounds of its own: enough for an interval.
    private static let memoryRounds = 9

    /// - Parameters:
    ///   - suite: what case ids begin with.
    ///   - settings: how many rounds, for how long, in which order.
    ///   - counters: of a session that is inherited by the processes started.
    public init(
        suite: String, settings: MeasurementSettings, manner: CommandManner, launcher: Launcher,
        counters: CounterPasses, energy: EnergyPasses
    ) {
        self.suite = suite
        self.settings = settings
        self.manner = manner
        self.launcher = launcher
        self.counters = counters
        self.energy = energy
    }

    /// How far a group is.
    public enum Stage: Sendable {
        /// Before the rounds.
        case warmup
        /// So many rounds are done; an estimate of the seconds left of them.
        case rounds(Int, secondsLeft: Double)
        /// After the rounds.
        case memory
        /// The variant whose events are counted.
        case counters(String)
        /// The variant whose energy is metered.
        case energy(String)
    }

    /// - Parameters:
    ///   - stop: asked between runs; where it says so, what is finished is returned.
    ///   - progress: told what comes next.
    /// - Returns: nil where it was stopped before a round was finished.
    /// - Throws: ``CommandError`` for a command that cannot be started, or a name that no id can hold.
    public func run(
        _ group: CommandGroup, stop: @escaping () -> Bool, progress: (Stage) -> Void = { _ in }
    ) throws(CommandError) -> CommandResult? {
        let start = Clock.nanoseconds()
        var ids: [String] = []
        for variant in group.variants { ids.append(try group.id(of: variant, suite: suite)) }
        let runner = CommandRunner(group.variants, launcher, manner)
        var generator = SeededGenerator(seed: settings.seed, stream: "rounds of \(group.workload)")
        progress(.warmup)
        for _ in 0..<manner.warmup {
            for index in runner.sound where !stop() { _ = try runner.prepareAndRun(index) }
        }
        let rounds = try CommandRounds(
            runner, settings: settings, generator: &generator, stop: stop,
            progress: { progress(.rounds($0, secondsLeft: $1)) })
        guard rounds.count > 0 || runner.sound.isEmpty else { return nil }
        let (memory, isOfRounds) = try memory(rounds, runner, &generator, stop: stop, progress: progress)
        var found = CommandFindings(group)
        for index in runner.sound {
            found.metrics[index] = times(of: rounds.launches[index])
            found.metrics[index]["memory.resident"] = self.metric(memory: memory[index])
            try addCounts(of: index, runner, to: &found, stop: stop, progress: progress)
            try addEnergy(of: index, runner, to: &found, stop: stop, progress: progress)
        }
        found.warnings += group.variants.indices.compactMap { found.warning($0, id: ids[$0], runner) }
        // What counted or metered runs showed to fail has no figures either.
        let sound = runner.sound
        return CommandResult(
            group: GroupResult(
                workload: group.workload, conditions: [:], compared: .time,
                baseline: sound.first { group.variants[$0].name == group.baseline }.map { ids[$0] },
                cases: group.variants.indices.map { found.record($0, id: ids[$0], runner) },
                rounds: Dictionary(uniqueKeysWithValues: sound.map { (ids[$0], rounds.launches[$0].map(\.seconds)) }),
                piloted: [:], series: [], warnings: found.warnings,
                seconds: Double(Clock.nanoseconds() - start) * 1e-9),
            memory: Dictionary(
                uniqueKeysWithValues: sound.filter { isOfRounds && !memory[$0].isEmpty }.map { (ids[$0], memory[$0]) }),
            failures: Dictionary(
                uniqueKeysWithValues: group.variants.indices.compactMap { index in
                    runner.failures[index].map { (ids[index], $0) }
                }))
    }

    // MARK: Times and memory

    /// More rounds than these are not repeated in the report one by one.
    private static let mostLaunches = 500

    private func times(of launches: [Launch]) -> [String: Report.Metric] {
        let seconds = launches.map(\.seconds)
        let figures = Figures(work: CommandFindings.work, seconds: seconds, confidence: settings.confidence)
        var time = figures.time(tail: Latency.quantiles(of: seconds))
        if case .value(var value) = time, seconds.count <= Self.mostLaunches {
            value.launches = seconds
            time = .value(value)
        }
        func median(_ series: [Double], _ unit: String) -> Report.Metric {
            figures.median(of: series, unit: unit, better: .lower, provenance: .measured)
        }
        return [
            "time": time,
            "time.user": median(launches.map(\.userSeconds), "s"),
            "time.system": median(launches.map(\.systemSeconds), "s"),
        ]
    }

    /// By variant: the peak of each round; of rounds of their own where one of them was not above what this program itself
    /// held, which commands begin with.
    private func memory(
        _ rounds: CommandRounds, _ runner: CommandRunner, _ generator: inout SeededGenerator, stop: () -> Bool,
        progress: (Stage) -> Void
    ) throws(CommandError) -> (peaks: [[Double]], isOfRounds: Bool) {
        func peaks(_ rounds: CommandRounds) -> [[Double]] {
            rounds.launches.map { $0.map { Double($0.peakBytes) } }
        }
        let ownPeak = Double(Launcher.ownPeak)
        let known = peaks(rounds)
        if known.allSatisfy({ $0.allSatisfy { $0 > ownPeak } }) { return (known, true) }
        progress(.memory)
        var settings = settings
        (settings.rounds, settings.groupSeconds) = (Self.memoryRounds, nil)
        let own = try CommandRounds(runner, settings: settings, generator: &generator, small: true, stop: stop)
        return (peaks(own), false)
    }

    private func metric(memory peaks: [Double]) -> Report.Metric {
        guard !peaks.isEmpty else { return .unavailable(unit: "B", reason: CommandFindings.interrupted) }
        return Figures(work: CommandFindings.work, seconds: [], confidence: settings.confidence)
            .median(of: peaks, unit: "B", better: .lower, provenance: .measured)
    }

    // MARK: Counters and energy

    private func addCounts(
        of index: Int, _ runner: CommandRunner, to found: inout CommandFindings, stop: @escaping () -> Bool,
        progress: (Stage) -> Void
    ) throws(CommandError) {
        guard !stop() else {
            found.metrics[index].merge(counters.unavailable(CommandFindings.interrupted)) { $1 }
            return
        }
        progress(.counters(runner.variants[index].name))
        let calls = CommandCalls(runner, index, stop: stop)
        let counted = counters.measure(before: calls.prepare, calls.run)
        try calls.rethrow()
        found.metrics[index].merge(
            calls.wasStopped ? counters.unavailable(CommandFindings.interrupted) : counted.metrics
        ) { $1 }
        for warning in counted.warnings where !found.warnings.contains(warning) { found.warnings.append(warning) }
    }

    private func addEnergy(
        of index: Int, _ runner: CommandRunner, to found: inout CommandFindings, stop: @escaping () -> Bool,
        progress: (Stage) -> Void
    ) throws(CommandError) {
        guard case .value(let time)? = found.metrics[index]["time"] else { return }
        let variant = runner.variants[index]
        progress(.energy(variant.name))
        let calls = CommandCalls(runner, index, stop: stop)
        let energy = energy.metric(
            secondsPerCall: time.value,
            unmetered: variant.prepare.map { _ in "--prepare runs between the runs, inside the meter's window" }
                ?? (stop() ? CommandFindings.interrupted : nil), calls.run)
        try calls.rethrow()
        found.metrics[index]["energy"] =
            calls.wasStopped ? .unavailable(unit: "J", reason: CommandFindings.interrupted) : energy
    }
}
