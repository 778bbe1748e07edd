import Testing

@testable import Adaptation

@Suite struct PrequentialResultTests {
    static func result(
        _ right: String, drifts: [DriftSchedule.Drift] = [], alarms: [Int]? = [], horizon: Int = 5
    ) -> PrequentialResult {
        PrequentialResult(
            right: right.map { $0 == "1" }, drifts: drifts, alarms: alarms, horizon: horizon,
            heldOutOld: .init(before: 0.75, after: 0.5), heldOutNew: .init(before: 0.25, after: 0.625), updates: 4,
            labelsAsked: 6, labelsLearnt: 4, trainedParameters: 10, strayedParameters: 0, detectorByteCount: 0)
    }

    private let sudden = [DriftSchedule.Drift(begin: 4, end: 4, to: .new)]

    /// 3 of 4 before; then 001011101, 5 of 9.
    @Test func accuraciesAreThoseByHand() {
        let result = Self.result("1101001011101", drifts: sudden)
        #expect(result.accuracyBefore == 0.75)
        #expect(result.accuracyAfter == 5.0 / 9)
        #expect(result.accuracy(0..<2) == 1)
        #expect(result.accuracy(13..<20) == nil)
    }

    @Test func theRestIsPlainArithmetic() {
        let result = Self.result("1101001011101", drifts: sudden)
        #expect(result.forgetting == 0.25)
    }

    @Test func withoutDriftThereIsNoAfter() {
        let result = Self.result("1101")
        #expect(result.accuracyBefore == 0.75)
        #expect(result.accuracyAfter == nil)
    }
}

@Suite struct DetectionTests {
    private func detection(_ alarms: [Int]?, _ drifts: [DriftSchedule.Drift]) -> PrequentialResult.Detection {
        PrequentialResultTests.result(String(repeating: "1", count: 40), drifts: drifts, alarms: alarms).detection
    }

    private let two = [DriftSchedule.Drift(begin: 10, end: 10, to: .new), .init(begin: 20, end: 20, to: .old)]

    @Test func theFirstAlarmAfterADriftDetectsIt() {
        #expect(detection([13, 14, 21], two) == .init(delays: [3, 1], falseAlarms: 0))
        #expect(detection([10], two) == .init(delays: [0, nil], falseAlarms: 0))
    }

    @Test func alarmsBeforeAndLongAfterAreFalse() {
        #expect(detection([9, 14, 15, 19, 24], two) == .init(delays: [4, 4], falseAlarms: 3))
        #expect(detection([9, 14, 15, 19, 24], two).missed == 0)
    }

    @Test func aDriftWithoutAlarmIsMissed() {
        #expect(detection([22], two) == .init(delays: [nil, 2], falseAlarms: 0))
        #expect(detection([22], two).missed == 1)
        #expect(detection([], two).missed == 2)
    }

    /// The horizon begins where all events are the new regime's.
    @Test func aGradualDriftIsDetectedFromItsBegin() {
        let gradual = [DriftSchedule.Drift(begin: 10, end: 20, to: .new)]
        #expect(detection([12], gradual) == .init(delays: [2], falseAlarms: 0))
        #expect(detection([24], gradual) == .init(delays: [14], falseAlarms: 0))
        #expect(detection([25], gradual) == .init(delays: [nil], falseAlarms: 1))
    }

    @Test func withoutDetectorThereIsNothingToTell() {
        #expect(detection(nil, two) == .init(delays: [], falseAlarms: 0))
        #expect(detection(nil, two).missed == 0)
    }

    @Test func withoutDriftAllAlarmsAreFalse() {
        #expect(detection([3, 5], []) == .init(delays: [], falseAlarms: 2))
    }
}
