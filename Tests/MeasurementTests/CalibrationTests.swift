import Statistics
import Testing

@testable import Measurement

@Suite("Calibration and rounds")
struct CalibrationTests {
    @Test("Cases within twofold of each other get the same count, others their own")
    func clusters() {
        let counts = Calibration.iterations(
            secondsPerCall: [10e-6, 1e-6, 19e-6, 1.9e-6, 300e-6, 5e-3], epoch: 1e-3)
        #expect(counts[0] == counts[2])
        #expect(counts[1] == counts[3])
        #expect(counts[0] == 73, "1 ms over the geometric mean of 10 and 19 µs")
        #expect(counts[4] == 3)
        #expect(counts[5] == 1, "a call longer than an epoch is an epoch")
    }

    @Test("Iterations fill an epoch within a factor of two, whatever the mix", arguments: 0..<200)
    func fills(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let seconds = (0..<8).map { _ in 1e-8 * Swift.max(1, 1e5 * generator.uniform() * generator.uniform()) }
        let counts = Calibration.iterations(secondsPerCall: seconds, epoch: 1e-3)
        for (second, count) in zip(seconds, counts) where second < 1e-4 {
            let epoch = second * Double(count)
            #expect(epoch > 0.65e-3 && epoch < 1.5e-3, "seed \(seed)")
        }
    }

    @Test("A calibrated call's time is that of the call")
    func calibrates() {
        var calls = 0
        let seconds = Calibration.secondsPerCall(epoch: 1e-3) { calls += 1 }
        #expect(calls > 1000)
        #expect(seconds > 0 && seconds < 1e-5)
    }

    @Test("Each round runs every case once, and orders differ")
    func rounds() {
        var generator = SeededGenerator(seed: 7)
        var log: [Int] = []
        let calls = (0..<3).map { index in { log.append(index) } }
        let rounds = Rounds(
            calls: calls, iterations: [1, 1, 1], budget: .init(rounds: 40, seconds: 60), generator: &generator)
        #expect(rounds.seconds.map(\.count) == [40, 40, 40])
        // An epoch of so few calls begins with one that is not timed.
        let epochs = stride(from: 0, to: log.count, by: 2).map { log[$0] }
        #expect(log.count == 240 && zip(epochs, stride(from: 1, to: log.count, by: 2).map { log[$0] }).allSatisfy(==))
        let orders = stride(from: 0, to: epochs.count, by: 3).map { Array(epochs[$0..<$0 + 3]) }
        #expect(orders.allSatisfy { Set($0) == [0, 1, 2] })
        #expect(Set(orders).count == 6, "all orders occur within 40 rounds")
    }

    @Test("Epochs of a round share their stretch, and rounds differ in it")
    func jitter() {
        var generator = SeededGenerator(seed: 7)
        var counts = [0, 0]
        var perRound: [[Int]] = []
        let calls = (0..<2).map { index in { counts[index] += 1 } }
        _ = Rounds(
            calls: calls, iterations: [1000, 1000], budget: .init(rounds: 1000, seconds: 60), generator: &generator
        ) {
            perRound.append(counts)
            counts = [0, 0]
            return perRound.count == 20
        }
        // Beside the epoch, each case has up to two single calls a round.
        let stretched = perRound.dropFirst()
        #expect(stretched.allSatisfy { abs($0[0] - $0[1]) <= 2 && (800...1202).contains($0[0]) })
        #expect(Set(stretched).count > 10)
    }

    @Test("The budget of seconds ends the rounds, but not before there are six")
    func budget() {
        var generator = SeededGenerator(seed: 7)
        let rounds = Rounds(
            calls: [{}], iterations: [1], budget: .init(rounds: 1000, seconds: 0), generator: &generator)
        #expect(rounds.elapsed.count == MeasurementSettings.minimumRounds)
    }

    @Test("The same seed draws the same orders")
    func deterministic() {
        func orders() -> [Int] {
            var generator = SeededGenerator(seed: 3, stream: "rounds of x")
            var log: [Int] = []
            _ = Rounds(
                calls: (0..<4).map { index in { log.append(index) } }, iterations: [1, 1, 1, 1],
                budget: .init(rounds: 10, seconds: 60), generator: &generator)
            return log
        }
        #expect(orders() == orders())
    }
}
