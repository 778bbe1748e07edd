import DriftDetection
import Testing

@testable import Adaptation

@Suite struct UpdateGateTests {
    private func gate(_ trigger: UpdateTrigger) throws -> UpdateGate { try UpdateGate(trigger, DetectorSettings()) }

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
    @Test(arguments: [UpdateTrigger.pageHinkley(7), .adwin(7)])
    func anAlarmOpensForSoManyEvents(_ trigger: UpdateTrigger) throws {
        var gate = try gate(trigger)
        var detector = try #require(try trigger.detector(DetectorSettings()))
        // Right for long, then wrong for long, then right.
        let outcomes = [(200, false), (60, true), (200, false)].flatMap { [Bool](repeating: $0.1, count: $0.0) }
        var remaining = 0
        var alarms = 0
        for isWrong in outcomes {
            let alarm = detector.add(isWrong: isWrong)
            if alarm { (remaining, alarms) = (7, alarms + 1) }
            #expect(gate.take(isWrong: isWrong) == (alarm, remaining > 0))
            remaining = max(0, remaining - 1)
        }
        #expect(alarms >= 1)
        #expect(gate.detectorByteCount > 0)
    }

    @Test func fewerErrorsAreNoAlarm() throws {
        for trigger in [UpdateTrigger.pageHinkley(1), .adwin(1)] {
            var detector = try #require(try trigger.detector(DetectorSettings()))
            var alarms = 0
            for event in 0..<2000 {
                // Half of them wrong, then none.
                let isWrong = event < 1000 && event % 2 == 0
                if detector.add(isWrong: isWrong) { alarms += 1 }
            }
            #expect(alarms == 0, "\(trigger)")
        }
        // ADWIN itself raises one for them.
        var window = try ADWIN()
        let alarm = (0..<2000).contains { window.add($0 < 1000 && $0 % 2 == 0 ? 1 : 0) }
        #expect(alarm)
    }

    @Test func settingsOutOfRangeAreRefused() {
        #expect(throws: DriftError.self) {
            try UpdateGate(.adwin(1), DetectorSettings(delta: 1))
        }
    }
}
