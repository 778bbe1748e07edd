import Drift
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

    /// Alarms come within the horizon of five events, or are false.
    @Test func alarmsAreHeldAgainstTheDrifts() {
        let right = "1101001011101"
        #expect(Self.result(right, drifts: sudden, alarms: [6, 12]).detection == .init(delays: [2], falseAlarms: 1))
        #expect(Self.result(right, drifts: sudden, alarms: nil).detection == .none)
    }
}
