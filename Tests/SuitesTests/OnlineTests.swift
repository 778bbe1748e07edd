import Drift
import Report
import Testing

@testable import Suites

@Suite("Learning event by event")
struct OnlineTests {
    /// Right with a probability by stretches of events, evenly spread.
    private func lot(_ stretches: [(count: Int, period: Int)], drift: Int, updates: Int = 0) -> OnlineLot {
        let right = stretches.flatMap { stretch in (0..<stretch.count).map { ($0 + 1) % stretch.period != 0 } }
        return OnlineLot(
            right: right, drifts: [.init(begin: drift, end: drift, to: .new)], updates: updates, labels: updates,
            alarms: 3, detection: .init(delays: [7], falseAlarms: 2), detectorByteCount: 40)
    }

    @Test("Accuracy is back where a window has 95 % of the level, and not where it never has")
    func recovery() {
        // Half are right for 200 events after the drift, then nine of ten.
        let own = lot([(500, 10), (200, 2), (300, 10)], drift: 500)
        #expect(own.accuracyBefore == 0.9)
        // Of a window of 100 with x of the late ones 0.5·(100 − x) + 0.9·x are to be 85.5 or more.
        let events = own.recoveries(to: 0.9)[0]
        #expect(events.map { (285...295).contains($0) } == true, "\(events ?? -1)")
        #expect(own.recoveries(to: 1) == [nil])
        #expect(own.recoveries(to: 0.5) == [100])
        #expect(own.accuracyLate == 0.9)
    }

    @Test("Recovery is looked for from a drift's end to the next drift, in whole windows")
    func stretches() {
        func recoveries(_ right: String, _ drifts: [Range<Int>], to level: Double) -> [Int?] {
            // Windows of ten events, the least there are.
            let right = right.flatMap { character in [Bool](repeating: character == "1", count: 10) }
            return OnlineLot(
                right: right, drifts: drifts.map { .init(begin: $0.lowerBound, end: $0.upperBound, to: .new) },
                updates: 0, labels: 0, alarms: 0, detection: .none, detectorByteCount: 0
            ).recoveries(to: level)
        }
        #expect(recoveries("1111" + "0001", [40..<40], to: 1) == [40])
        #expect(recoveries("1111" + "1111", [40..<40], to: 1) == [10])
        #expect(recoveries("1111" + "0000", [40..<40], to: 1) == [nil])
        // The gradual part before the drift's end does not count.
        #expect(recoveries("1111" + "1101", [40..<60], to: 1) == [20])
        #expect(recoveries("1111" + "0001" + "11", [40..<40, 70..<70], to: 1) == [nil, 10])
        #expect(recoveries("11110", [45..<45], to: 1) == [nil])
        // 95 % of 0.5 is reached by five of ten.
        #expect(recoveries("1111" + "01", [40..<40], to: 0.5) == [15])
    }

    @Test("Gains are those of the same lots, and drifts are met as their events say")
    func figures() throws {
        let frozen = (0..<6).map { lot([(500, 10), (500, 2 + $0 % 2)], drift: 500) }
        let adaptive = (0..<6).map { _ in lot([(500, 10), (500, 10)], drift: 500, updates: 500) }
        let metrics = OnlineFigures(lots: adaptive, frozen: frozen, comparisons: 1).metrics
        func value(_ name: String) -> Report.MetricValue? {
            if case .value(let value)? = metrics[name] { value } else { nil }
        }
        let gain = try #require(value("accuracy.gain"))
        #expect(abs(gain.value - (0.9 - (0.5 + 0.668) / 2)) < 1e-9 && gain.interval.low > 0)
        #expect(value("updates.share")?.value == 0.5 && value("detection.delay")?.value == 7)
        #expect(value("detection.false")?.value == 0.002 && value("recovery")?.value == 100)
        #expect(value("memory.detector")?.value == 40)
        let none = OnlineFigures(lots: frozen, frozen: frozen, comparisons: 1).metrics
        guard case .unavailable? = none["recovery"] else {
            Issue.record("accuracy that never comes back has no events")
            return
        }
        // A bug that held each lot against another one's frozen model would widen the interval.
        let crossed = OnlineFigures(lots: adaptive, frozen: frozen.reversed(), comparisons: 1).metrics["accuracy.gain"]
        #expect(crossed != nil)
    }

    @Test("A curve has the mean of each window over lots, with what happened")
    func curve() throws {
        let lots = (0..<4).map { _ in lot([(400, 10), (400, 2)], drift: 400) }
        let series = OnlineFigures(lots: lots, frozen: lots, comparisons: 1).curve(
            "c", label: "l", events: [.init(x: 400, label: "drift")])
        #expect(series.points.count == 40 && series.points[0].x == 10)
        #expect(series.points[0].y == 0.9 && series.points[39].y == 0.5)
        #expect(series.events == [.init(x: 400, label: "drift")])
    }
}
