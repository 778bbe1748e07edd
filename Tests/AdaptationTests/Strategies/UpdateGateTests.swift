import Drift
import Testing

@testable import Adaptation

@Suite struct UpdateGateTests {
    private func gate(_ trigger: UpdateTrigger) throws -> UpdateGate { try UpdateGate(trigger, .errors) }

    @Test func everyEventIsLearntFrom() throws {
        var gate = try gate(.every)
        #expect(gate.asks(1))
        #expect(gate.take(isWrong: false) == (false, true))
        #expect(gate.detectorByteCount == 0)
    }

    @Test func unsureAsksBelowItsProbability() throws {
        var gate = try gate(.unsure(0.75))
        #expect(gate.asks(0.74))
        #expect(!gate.asks(0.75))
        #expect(gate.take(isWrong: false) == (false, true))
    }

    /// The alarm's own event is the first of those that are learnt from; another alarm begins anew.
    @Test(arguments: RiseDetector.Kind.allCases)
    func anAlarmOpensForSoManyEvents(_ kind: RiseDetector.Kind) throws {
        var gate = try gate(.afterDrift(kind, forEvents: 7))
        var detector = try RiseDetector(kind, .errors)
        // Right for long, then wrong for long, then right.
        let outcomes = [(200, false), (60, true), (200, false)].flatMap { [Bool](repeating: $0.1, count: $0.0) }
        var remaining = 0
        var alarms = 0
        for isWrong in outcomes {
            let alarm = detector.add(isWrong ? 1 : 0)
            if alarm { (remaining, alarms) = (7, alarms + 1) }
            #expect(gate.take(isWrong: isWrong) == (alarm, remaining > 0))
            remaining = max(0, remaining - 1)
        }
        #expect(alarms >= 1)
        #expect(gate.detectorByteCount > 0)
    }

    @Test func settingsOutOfRangeAreRefused() {
        #expect(throws: DriftError.self) {
            try UpdateGate(
                .afterDrift(.adwin, forEvents: 1), DetectorSettings(pageHinkleyThreshold: 10, adwinDelta: 1))
        }
    }
}
