import Learning
import Testing

@Suite struct LearningRateScheduleTests {
    @Test func constantStays() {
        #expect([1, 2, 1_000_000].map { LearningRateSchedule.constant(0.1).rate(iteration: $0) } == [0.1, 0.1, 0.1])
    }

    @Test func cosineEqualsNumPyAndEndsAtItsEnd() throws {
        let expected = try Fixture.shared.get().optimisers.cosine
        let schedule = LearningRateSchedule.cosine(initial: 0.5, final: 0.01, steps: 8)
        #expect(difference((1...9).map { schedule.rate(iteration: $0) }, expected, relative: 1e-15) == nil)
        #expect(difference((0...8).map { schedule.rate(iteration: $0) }, expected, relative: 1e-15) != nil)
        #expect(schedule.rate(iteration: 1) == 0.5)
        #expect(schedule.rate(iteration: 100) == 0.01)
        #expect(LearningRateSchedule.cosine(initial: 1, final: 0.5, steps: 0).rate(iteration: 1) == 0.5)
    }
}
