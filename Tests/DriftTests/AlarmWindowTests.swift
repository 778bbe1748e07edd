import Drift
import Testing

@Suite struct AlarmWindowTests {
    private func taken(_ alarms: [Int], count: Int, of events: Int = 12) -> [Int] {
        var window = AlarmWindow(count: count)
        return (0..<events).filter { window.take(alarm: alarms.contains($0)) }
    }

    @Test func theAlarmsOwnEventIsTheFirst() {
        #expect(taken([3], count: 4) == [3, 4, 5, 6])
        #expect(taken([], count: 4) == [])
    }

    @Test func anotherAlarmBeginsAnew() {
        #expect(taken([3, 5], count: 4) == [3, 4, 5, 6, 7, 8])
        #expect(taken([0, 10], count: 2) == [0, 1, 10, 11])
    }
}
