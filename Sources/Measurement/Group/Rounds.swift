import Basics
import Statistics

/// The times of the cases of a group, round by round.
struct Rounds {
    /// Seconds per call, a row a case, a column a round.
    var seconds: [[Double]]
    /// Seconds from the first round to the end of each.
    var elapsed: [Double] = []

    /// When to stop.
    struct Budget {
        var rounds: Int
        var seconds: Double
    }

    /// Runs one epoch of every call in each round, in a fresh random order. The epochs of a round share a random
    /// stretch of their length, so that nothing locks on to the kernel's tick.
    /// - Parameter stop: asked between rounds; true ends them early.
    init(
        calls: [() -> Void], iterations: [Int], budget: Budget, generator: inout SeededGenerator,
        stop: () -> Bool = { false }
    ) {
        seconds = calls.map { _ in [] }
        for row in seconds.indices { seconds[row].reserveCapacity(min(budget.rounds, 10_000)) }
        var order = Array(calls.indices)
        let start = Clock.nanoseconds()
        while elapsed.count < budget.rounds, !stop() {
            generator.shuffle(&order)
            let stretch = 0.8 + 0.4 * generator.uniform()
            for index in order {
                let count = max(1, Int((Double(iterations[index]) * stretch).rounded()))
                let nanoseconds = window(iterations: count, calls[index])
                seconds[index].append(max(Double(nanoseconds), 1) * 1e-9 / Double(count))
            }
            elapsed.append(Double(Clock.nanoseconds() - start) * 1e-9)
            if elapsed.count >= MeasurementSettings.minimumRounds, elapsed[elapsed.count - 1] >= budget.seconds {
                break
            }
        }
    }
}
