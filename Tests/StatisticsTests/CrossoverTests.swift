import Testing

@testable import Statistics

@Suite("Crossovers")
struct CrossoverTests {
    /// A straight line of medians through 0 at `zero`, with noise of which all points of a round share the most.
    private func points(zero: Double, using generator: inout SeededGenerator) -> [Crossover.Point] {
        let moods = (0..<61).map { _ in 0.2 * generator.gaussian() }
        return [0.5, 0.6, 0.7, 0.8, 0.9].map { x in
            Crossover.Point(x: x, logRatios: moods.map { -4 * (x - zero) + $0 + 0.02 * generator.gaussian() })
        }
    }

    @Test("Without noise it is where the line is 0, whatever the order of the points")
    func exact() throws {
        var generator = SeededGenerator(seed: 1)
        let curve = [0.8, 0.2, 0.4].map { x in
            Crossover.Point(x: x, logRatios: .init(repeating: 2 * (0.5 - x), count: 9))
        }
        let crossover = try Crossover(curve, confidence: 0.95, using: &generator)
        guard case .at(let place) = crossover.place else {
            Issue.record("\(crossover)")
            return
        }
        #expect(abs(place - 0.5) < 1e-12)
        #expect(crossover.interval == .init(low: crossover.place, high: crossover.place))
    }

    @Test("A curve that comes back above 1 does not pay until it falls for good")
    func fallsTwice() throws {
        var generator = SeededGenerator(seed: 1)
        let curve = zip([1.0, 2, 3, 4, 5], [1.0, -1, 1, -1, -2]).map { x, y in
            Crossover.Point(x: x, logRatios: [y, y, y, y, y, y])
        }
        #expect(try Crossover(curve, confidence: 0.9, using: &generator).place == .at(3.5))
    }

    @Test("Always and never")
    func ends() throws {
        var generator = SeededGenerator(seed: 1)
        func curve(_ y: Double) -> [Crossover.Point] {
            [1.0, 2].map { .init(x: $0, logRatios: .init(repeating: y, count: 7)) }
        }
        #expect(try Crossover(curve(-1), confidence: 0.95, using: &generator).place == .beforeFirst)
        #expect(try Crossover(curve(1), confidence: 0.95, using: &generator).place == .none)
        #expect(try Crossover(curve(0), confidence: 0.95, using: &generator).place == .none)
    }

    @Test("The interval covers the true crossover as often as it says")
    func coverage() throws {
        var generator = SeededGenerator(seed: 20_240_611)
        var covered = 0
        let trials = 300
        for _ in 0..<trials {
            let zero = 0.62 + 0.2 * generator.uniform()
            let crossover = try Crossover(
                points(zero: zero, using: &generator), confidence: 0.9, resamples: 300, using: &generator)
            if let interval = crossover.interval, case .at(let low) = interval.low, case .at(let high) = interval.high,
                low <= zero, zero <= high
            {
                covered += 1
            }
        }
        // 270 are expected; fewer than 250 or more than 288 have a probability of about 0.1 %. Points resampled apart from each
        // other would give intervals half as wide.
        #expect((250...288).contains(covered), "\(covered) of \(trials)")
    }

    @Test("Few rounds have a place, but no interval")
    func fewRounds() throws {
        var generator = SeededGenerator(seed: 1)
        let curve = [1.0, 2].map { Crossover.Point(x: $0, logRatios: .init(repeating: 1.5 - $0, count: 5)) }
        let crossover = try Crossover(curve, confidence: 0.95, using: &generator)
        #expect(crossover.place == .at(1.5) && crossover.interval == nil)
    }

    @Test("What cannot be computed is refused")
    func refused() {
        var generator = SeededGenerator(seed: 1)
        let good = Crossover.Point(x: 1, logRatios: [0, 1])
        #expect(throws: StatisticsError.empty("points")) {
            try Crossover([], confidence: 0.95, using: &generator)
        }
        #expect(throws: StatisticsError.unpaired("log ratios", baseline: 2, variant: 1)) {
            try Crossover([good, .init(x: 2, logRatios: [0])], confidence: 0.95, using: &generator)
        }
        #expect(throws: StatisticsError.notFinite("log ratios at 2.0", index: 1)) {
            try Crossover([good, .init(x: 2, logRatios: [0, .nan])], confidence: 0.95, using: &generator)
        }
        #expect(throws: StatisticsError.self) { try Crossover([good], confidence: 1, using: &generator) }
        #expect(throws: StatisticsError.self) {
            try Crossover([good], confidence: 0.95, resamples: 0, using: &generator)
        }
    }
}
