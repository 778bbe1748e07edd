import Basics
import Statistics

/// The times of the cases of a group, round by round.
struct Rounds {
    /// Seconds per call, a row a case, a column a round.
    var seconds: [[Double]]
    /// Seconds from the first round to the end of each.
    var elapsed: [Double] = []
    /// Seconds of single calls, timed one by one after each epoch: the tails that epochs of many calls average away, in
    /// the same moods of the machine.
    private(set) var singles: [[Double]]

    /// Single calls a case gets in all: enough for a 99th percentile with ten samples beyond it.
    private static let singleCalls = 1000
    /// The longest its single calls of one round may take, in seconds.
    private static let singleSeconds = 2e-4

    /// When to stop.
    struct Budget {
        /// The most rounds.
        var rounds: Int
        /// The time after which no further round begins,
        var seconds: Double
        /// but only once so many are done.
        var least = MeasurementSettings.minimumRounds
    }

    /// Runs one epoch of every call in each round, in a fresh random order. The epochs of a round share a random
    /// stretch of their length, so that nothing locks on to the kernel's tick.
    /// - Parameter stop: asked between rounds; true ends them early.
    init(
        calls: [() -> Void], iterations: [Int], budget: Budget, generator: inout SeededGenerator,
        stop: () -> Bool = { false }
    ) {
        seconds = calls.map { _ in [] }
        singles = seconds
        for row in seconds.indices { seconds[row].reserveCapacity(min(budget.rounds, 10_000)) }
        let perRound = Self.singleCalls / min(budget.rounds, Self.singleCalls) + 1
        var order = Array(calls.indices)
        let start = Clock.nanoseconds()
        while elapsed.count < budget.rounds, !stop() {
            generator.shuffle(&order)
            let stretch = Epoch.stretch(using: &generator)
            for index in order {
                let count = Epoch.iterations(iterations[index], stretchedBy: stretch)
                let nanoseconds = Epoch.nanoseconds(iterations: count, calls[index])
                let perCall = max(Double(nanoseconds), 1) * 1e-9 / Double(count)
                seconds[index].append(perCall)
                if count == 1 {
                    singles[index].append(perCall)
                    continue
                }
                let affordable = Int((Self.singleSeconds / perCall).rounded(.up))
                for _ in 0..<min(affordable, perRound) {
                    singles[index].append(Double(window(iterations: 1, calls[index])) * 1e-9)
                }
            }
            elapsed.append(Double(Clock.nanoseconds() - start) * 1e-9)
            if elapsed.count >= budget.least, elapsed[elapsed.count - 1] >= budget.seconds {
                break
            }
        }
    }
}
