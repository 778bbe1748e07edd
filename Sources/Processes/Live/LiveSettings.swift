import Measurement
import Statistics

/// How much is measured when two builds are held against each other.
public struct LiveSettings: Equatable, Sendable {
    /// Pairs of workers, each started afresh.
    public var pairs = Self.standardPairs
    /// Rounds of every case in each pair.
    public var rounds = Self.standardRounds
    /// Of every order; the workers' inputs have the seed of the selection.
    public var seed: UInt64

    /// The length an epoch aims at, in seconds. On a busy machine, over as much time, the medians of pairs with epochs of
    /// 0.5 ms deviated no more than those with 1 ms, in half the rounds' time: a shorter epoch is less often interrupted.
    public static let epochSeconds = 5e-4
    /// Rounds between two allocations of the cases' memory, where allocating takes no longer than they do.
    public static let roundsInPlace = 2
    /// Student's t over fewer pairs is too wide to decide anything.
    public static let fewestPairs = 3
    /// Pairs where none are asked for. On a shared virtual machine with two CPUs and a load of 10 to 20, ten pairs of one
    /// build gave no false verdict in 300 comparisons of cases, and found 35 of 36 cases of one slowed by 3 %.
    public static let standardPairs = 10
    /// Rounds where none are asked for. Over 30 cases that stayed in place, the medians of pairs deviated by 1.0 % with 25
    /// rounds, 0.6 % with 50, 0.5 % with 100 and with 200: beyond that, places in memory are all that is left.
    public static let standardRounds = 100

    /// The standard numbers.
    public init(seed: UInt64) {
        self.seed = seed
    }
}
