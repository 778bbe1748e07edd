import Measurement
import RealModule
import Statistics

/// Does the harness tell a command from itself? One command under two names is measured in rounds and judged, over and
/// over.
public struct CommandTrial {
    /// The most rounds of a repeat, and the seconds after which none begins.
    public static let budget = (rounds: 200, seconds: 4.0)
    /// What the command takes, in seconds, about.
    public static let seconds = 0.01

    /// What starting a program that does nothing takes, in seconds: the least and the median.
    public let empty: (least: Double, median: Double)
    private let launcher: Launcher
    private let command: Command
    private var settings: MeasurementSettings
    private var generator: SeededGenerator

    /// Finds a command that takes about as long as it is to: a loop of the shell.
    /// - Parameter settings: the seed.
    /// - Throws: ``CommandError``.
    public init(settings: MeasurementSettings) throws {
        launcher = try Launcher()
        let nothing = try Command(splitting: "true")
        let starts = try SortedSamples((0..<301).map { [launcher] _ in try launcher.run(nothing).seconds })
        empty = (starts.min, starts.median)
        let loops = 5000
        let trial = try Self.loop(loops)
        let taken = try (0..<21).map { [launcher] _ in try launcher.run(trial).seconds }.min() ?? Self.seconds
        let perLoop = max(taken - empty.least, 1e-6) / Double(loops)
        command = try Self.loop(Int((Self.seconds - empty.least) / perLoop))
        self.settings = settings
        (self.settings.band, self.settings.alpha) = (
            MeasurementSettings.commandBand, MeasurementSettings.commandAlpha
        )
        generator = SeededGenerator(seed: settings.seed, stream: "command trial")
    }

    /// One repeat.
    /// - Throws: ``CommandError``, `StatisticsError`.
    public mutating func run(into tally: inout VerdictTrial.Tally) throws {
        let variants = ["a", "b"].map { CommandVariant(name: $0, command: command) }
        var budget = settings
        (budget.rounds, budget.groupSeconds) = (Self.budget.rounds, Self.budget.seconds)
        let rounds = try CommandRounds(
            CommandRunner(variants, launcher, CommandManner()), settings: budget, generator: &generator,
            stop: { false })
        let logRatios = zip(rounds.launches[1], rounds.launches[0]).map { Double.log($0.seconds / $1.seconds) }
        let judgements = try Comparisons.judge(
            [logRatios], familySize: 1, band: EquivalenceBand(fraction: settings.band), alpha: settings.alpha,
            direction: .lower)
        for judgement in judgements { tally.add(judgement.verdict) }
    }

    private static func loop(_ count: Int) throws(CommandError) -> Command {
        try Command(splitting: "sh -c 'i=0; while [ $i -lt \(count) ]; do i=$((i+1)); done'")
    }
}
