/// How much is measured, and how sure a verdict must be.
public struct MeasurementSettings: Codable, Equatable, Sendable {
    /// The most rounds a group runs.
    public var rounds: Int
    /// The longest a group's rounds take, in seconds, though at least ``leastRounds`` are run; nil for no limit.
    public var groupSeconds: Double?
    /// Rounds that a limit of time does not take away: enough for a verdict among several hundred comparisons.
    public var leastRounds = 20
    /// The length an epoch aims at, in seconds. Clock and tick cost less than 0.1 % of a millisecond, and a
    /// neighbour's burst spoils one epoch, not the round.
    public var epochSeconds = 1e-3
    /// Ratios within ±band are practically equal.
    public var band = 0.005
    /// The chance of a false verdict a question may have.
    public var alpha = 0.01
    /// The coverage of the intervals of times.
    public var confidence = 0.95
    /// Of the rounds' order and of the inputs.
    public var seed: UInt64
    /// Repeats each group for so many seconds and reports how the figures move; nil for none.
    public var sustainSeconds: Double?

    /// Fewer samples have no 95 % interval of the median.
    public static let minimumRounds = 6

    /// Settings with the standard epoch, band and levels.
    public init(rounds: Int, groupSeconds: Double?, seed: UInt64) {
        self.rounds = rounds
        self.groupSeconds = groupSeconds
        self.seed = seed
    }
}
