import Drift
import MicroLearning
import Testing

@Suite struct TruthChangeTests {
    @Test(arguments: EventSourceTests.names) func theTruthItselfChanges(name: String) throws {
        let source = try EventSources.named(name)
        func truth(_ schedule: DriftSchedule, _ event: Int) -> [Double] {
            source.world(seed: 5, schedule: schedule, events: 400).truth(at: event)
        }
        let old = truth(.stationary, 0), new = truth(.sudden(at: 200), 200)
        #expect(old == truth(.stationary, 399))
        #expect(old == truth(.sudden(at: 200), 199))
        #expect(zip(old, new).allSatisfy { $0 != $1 }, "all that changes does")
        for (index, middle) in truth(.gradual(from: 100, to: 301), 200).enumerated() {
            #expect(abs(middle - (old[index] + new[index]) / 2) < 1e-12 * max(abs(old[index]), abs(new[index])))
        }
        #expect(truth(.recurring(period: 50), 75) == new)
        #expect(truth(.recurring(period: 50), 125) == old)
    }

    /// A bug: a world whose truth forgets to change. The same lots tell: chances or, where what is measured moves with
    /// the truth, features are others.
    @Test(arguments: EventSourceTests.names) func eventsChangeWithTheTruth(name: String) throws {
        let source = try EventSources.named(name)
        func distance(_ schedule: DriftSchedule) -> Double {
            let before = source.events(seed: 5, count: 400),
                after = source.events(seed: 5, schedule: schedule, count: 400)
            return zip(before[200...], after[200...]).reduce(0) { sum, pair in
                let moved = zip(pair.0.features, pair.1.features).reduce(0) { $0 + abs($1.0 - $1.1) }
                return sum + abs(pair.0.chances[0] - pair.1.chances[0]) / 200
                    + Double(moved) / Double(200 * source.featureCount)
            }
        }
        #expect(distance(.sudden(at: 200)) > 0.05)
        #expect(distance(.stationary) == 0)
    }
}
