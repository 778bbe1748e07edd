import Testing

@testable import Measurement

@Suite("The self-tests")
struct SelfTestTests {
    @Test("A repeat is judged and counted; the slower variant does half as much work again")
    func trial() throws {
        var settings = MeasurementSettings(rounds: 20, groupSeconds: nil, seed: 1)
        settings.epochSeconds = 2e-4
        var trial = VerdictTrial(slowdown: 0.5, rounds: 20, settings: settings)
        var tally = VerdictTrial.Tally()
        for _ in 0..<3 { try trial.run(into: &tally) }
        #expect(tally.repeats == 3)
        #expect(tally.better == 0, "50 % more work is not found to be faster")
    }

    @Test("Log ratios become verdicts, and what is neither is undecided")
    func judging() throws {
        let trial = VerdictTrial(
            slowdown: 0, rounds: 40, settings: MeasurementSettings(rounds: 40, groupSeconds: nil, seed: 1))
        func tally(_ logRatios: [Double]) throws -> VerdictTrial.Tally {
            var tally = VerdictTrial.Tally()
            try trial.judge(logRatios, into: &tally)
            return tally
        }
        let noise = (0..<40).map { 1e-4 * Double($0 % 7 - 3) }
        #expect(try tally(noise.map { $0 + 0.02 }).worse == 1)
        #expect(try tally(noise.map { $0 - 0.02 }).better == 1)
        #expect(try tally(noise).equivalent == 1)
        #expect(try tally(noise.map { 1000 * $0 }).undecided == 1)
    }

    @Test("One false verdict fails, and so does a slow-down that is missed too often")
    func rule() {
        func tally(better: Int = 0, worse: Int = 0, of repeats: Int) -> VerdictTrial.Tally {
            var tally = VerdictTrial.Tally()
            (tally.repeats, tally.better, tally.worse) = (repeats, better, worse)
            return tally
        }
        let quiet = tally(of: 300)
        let found = tally(worse: 95, of: 100)
        #expect(VerdictTrial.passed(identical: quiet, slower: found))
        #expect(!VerdictTrial.passed(identical: tally(better: 1, of: 300), slower: found))
        #expect(!VerdictTrial.passed(identical: tally(worse: 1, of: 300), slower: found))
        #expect(!VerdictTrial.passed(identical: quiet, slower: tally(worse: 94, of: 100)))
        #expect(!VerdictTrial.passed(identical: quiet, slower: tally(better: 1, worse: 99, of: 100)))
    }

    @Test("Windows are timed and their allocations counted")
    func overhead() throws {
        let overhead = try WindowOverhead(windows: 501)
        #expect(overhead.clockPair.median > 0)
        #expect(overhead.clockPair.median <= overhead.clockPair.p95 && overhead.clockPair.p95 <= overhead.clockPair.p99)
        #expect(overhead.allocations == nil || overhead.allocations == 0)
    }
}
