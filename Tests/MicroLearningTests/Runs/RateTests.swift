import MicroLearning
import Testing

@Suite struct RateTests {
    /// Half of a source's rate or twice of it are no better on average over what learns: by log loss over individuals
    /// that no told run is about. Fewer of them than the rates were chosen by, so that a little is let pass.
    @Test(arguments: EventSourceTests.names) func defaultRatesAreGood(name: String) throws {
        let source = try EventSources.named(name)
        let rate = source.defaultRate
        let run = MicroRun(source)
        func loss(_ rate: Double) throws -> Double {
            var sum = 0.0
            let policies = standardPolicies.filter { $0 != .frozen }
            for seed in UInt64(100)..<106 {
                for policy in policies {
                    sum += try run.trajectory(policy, seed: seed, rate: rate).logLoss(0..<run.events)
                }
            }
            return sum / Double(6 * policies.count)
        }
        let own = try loss(rate)
        #expect(try loss(rate / 2) > own - 0.005)
        #expect(try loss(rate * 2) > own - 0.005)
    }
}
