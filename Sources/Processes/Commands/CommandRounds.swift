import Basics
import Measurement
import Statistics

/// Runs of the variants of a group, round by round.
struct CommandRounds {
    /// By variant: a run a round; empty for a variant that failed in any.
    private(set) var launches: [[Launch]]
    /// Seconds from the first round to the end of the last.
    private(set) var elapsed = 0.0
    /// Rounds that all sound variants have finished.
    private(set) var count = 0

    /// Runs every sound variant once in each round, in a fresh random order, until the budget is spent.
    /// - Parameters:
    ///   - small: whether from a small process, so that memory is known.
    ///   - stop: asked before each run; where it says so, the round at hand is given up.
    ///   - progress: given the rounds done and an estimate of the seconds left.
    init(
        _ runner: CommandRunner, settings: MeasurementSettings, generator: inout SeededGenerator, small: Bool = false,
        stop: () -> Bool, progress: (Int, Double) -> Void = { _, _ in }
    ) throws(CommandError) {
        launches = runner.variants.map { _ in [] }
        var order = Array(runner.variants.indices)
        let start = Clock.nanoseconds()
        rounds: while count < settings.rounds, !runner.sound.isEmpty {
            if count >= settings.leastRounds, elapsed >= settings.groupSeconds ?? .infinity { break }
            progress(count, secondsLeft(settings))
            generator.shuffle(&order)
            for index in order where runner.failures[index] == nil {
                if stop() { break rounds }
                if let launch = try runner.prepareAndRun(index, small: small) { launches[index].append(launch) }
            }
            // A run that was interrupted is no failure and has no figures either.
            if stop() { break }
            count += 1
            elapsed = Double(Clock.nanoseconds() - start) * 1e-9
        }
        for index in launches.indices {
            launches[index] = runner.failures[index] == nil ? Array(launches[index].prefix(count)) : []
        }
    }

    private func secondsLeft(_ settings: MeasurementSettings) -> Double {
        guard count > 0 else { return settings.groupSeconds ?? .infinity }
        let perRound = elapsed / Double(count)
        let most = Double(settings.rounds - count) * perRound
        let least = Double(settings.leastRounds - count) * perRound
        return min(most, max(least, (settings.groupSeconds ?? .infinity) - elapsed))
    }
}
