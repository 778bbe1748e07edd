import Drift
import Testing

@Suite struct DetectionTests {
    private func detection(_ alarms: [Int], _ drifts: [DriftSchedule.Drift]) -> Detection {
        Detection(alarms, of: drifts, horizon: 5)
    }

    private let two = [DriftSchedule.Drift(begin: 10, end: 10, to: .new), .init(begin: 20, end: 20, to: .old)]

    @Test func theFirstAlarmAfterADriftDetectsIt() {
        #expect(detection([13, 14, 21], two) == .init(delays: [3, 1], falseAlarms: 0))
        #expect(detection([10], two) == .init(delays: [0, nil], falseAlarms: 0))
    }

    @Test func alarmsBeforeAndLongAfterAreFalse() {
        #expect(detection([9, 14, 15, 19, 24], two) == .init(delays: [4, 4], falseAlarms: 3))
    }

    @Test func aDriftWithoutAlarmIsMissed() {
        #expect(detection([22], two) == .init(delays: [nil, 2], falseAlarms: 0))
        #expect(detection([], two) == .init(delays: [nil, nil], falseAlarms: 0))
    }

    /// The horizon begins where all events are the new regime's.
    @Test func aGradualDriftIsDetectedFromItsBegin() {
        let gradual = [DriftSchedule.Drift(begin: 10, end: 20, to: .new)]
        #expect(detection([12], gradual) == .init(delays: [2], falseAlarms: 0))
        #expect(detection([24], gradual) == .init(delays: [14], falseAlarms: 0))
        #expect(detection([25], gradual) == .init(delays: [nil], falseAlarms: 1))
    }

    @Test func withoutDriftAllAlarmsAreFalse() {
        #expect(detection([3, 5], []) == .init(delays: [], falseAlarms: 2))
    }
}
