import Drift
import Testing

@Suite struct DriftScheduleTests {
    private func regimes(_ schedule: DriftSchedule, _ count: Int, seed: UInt64 = 1) -> [Regime] {
        (0..<count).map { schedule.regime(at: $0, seed: seed) }
    }

    @Test func suddenChangesAtItsEvent() {
        #expect(regimes(.sudden(at: 3), 5) == [.old, .old, .old, .new, .new])
        #expect(DriftSchedule.sudden(at: 3).drifts(among: 5) == [.init(begin: 3, end: 3, to: .new)])
        #expect(DriftSchedule.sudden(at: 5).drifts(among: 5) == [])
        #expect(DriftSchedule.sudden(at: 3).marks(among: 5) == [.init(event: 3, words: "drift")])
    }

    @Test func recurringTakesTurns() {
        #expect(regimes(.recurring(period: 2), 7) == [.old, .old, .new, .new, .old, .old, .new])
        #expect(
            DriftSchedule.recurring(period: 2).drifts(among: 7) == [
                .init(begin: 2, end: 2, to: .new), .init(begin: 4, end: 4, to: .old), .init(begin: 6, end: 6, to: .new),
            ])
        #expect(
            DriftSchedule.recurring(period: 2).marks(among: 5) == [
                .init(event: 2, words: "drift"), .init(event: 4, words: "back to the old regime"),
            ])
    }

    @Test func stationaryStays() {
        #expect(regimes(.stationary, 4) == [.old, .old, .old, .old])
        #expect(DriftSchedule.stationary.drifts(among: 4) == [])
    }

    @Test func gradualRises() {
        let schedule = DriftSchedule.gradual(from: 100, to: 300)
        #expect(schedule.share(at: 99) == 0)
        #expect(schedule.share(at: 100) == 0.0025)
        #expect(schedule.share(at: 299) == 0.9975)
        #expect(schedule.share(at: 300) == 1)
        #expect(schedule.drifts(among: 400) == [.init(begin: 100, end: 300, to: .new)])
        #expect(schedule.marks(among: 400).map(\.event) == [100, 300])
        #expect(schedule.marks(among: 200).map(\.event) == [100])
        #expect(regimes(schedule, 100).allSatisfy { $0 == .old })
        #expect((300..<350).allSatisfy { schedule.regime(at: $0, seed: 1) == .new })
    }

    /// Of 200 draws half are the new regime's in the mean: over 400 seeds the mean share lies within four of its own standard
    /// deviations. The variance of a draw's share p(1 − p) has the mean 1/6 on a ramp.
    @Test func gradualDrawsHalfInTheMean() {
        let schedule = DriftSchedule.gradual(from: 0, to: 200)
        var (news, early) = (0, 0)
        for seed in 0..<400 as Range<UInt64> {
            let drawn = regimes(schedule, 200, seed: seed)
            news += drawn.count { $0 == .new }
            early += drawn.prefix(50).count { $0 == .new }
        }
        let deviation = (1.0 / 6 / (400 * 200)).squareRoot()
        #expect(abs(Double(news) / (400 * 200) - 0.5) < 4 * deviation)
        // The first quarter's mean share is an eighth.
        #expect(abs(Double(early) / (400 * 50) - 0.125) < 0.01)
    }

    @Test func aSeedGivesTheSameDraws() {
        let schedule = DriftSchedule.gradual(from: 0, to: 200)
        #expect(regimes(schedule, 200, seed: 3) == regimes(schedule, 200, seed: 3))
        #expect(regimes(schedule, 200, seed: 3) != regimes(schedule, 200, seed: 4))
    }

    @Test(arguments: [
        DriftSchedule.stationary, .sudden(at: 1000), .gradual(from: 800, to: 1200), .recurring(period: 500),
    ])
    func textGoesBothWays(_ schedule: DriftSchedule) throws {
        #expect(try DriftSchedule(schedule.name) == schedule)
    }

    @Test(arguments: [
        "", "sudden", "sudden/", "sudden/0", "sudden/-1", "sudden/1.5", "sudden/1/2", "gradual/5", "gradual/5-5",
        "gradual/9-5", "gradual/1-2-3", "recurring/0", "stationary/1", "Sudden/5", "sudden/99999999999999999999",
    ])
    func otherTextsAreRefused(_ text: String) {
        #expect(throws: DriftError.schedule(text)) { try DriftSchedule(text) }
    }

    @Test func theRefusalSaysWhatToWrite() {
        #expect(
            DriftError.schedule("soon").description
                == "'soon' is no schedule; write sudden/EVENT, gradual/FROM-TO or recurring/PERIOD")
    }
}
