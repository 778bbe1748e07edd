import RealModule
import Statistics
import Testing

@testable import Drift

@Suite("Run lengths") struct RunLengthTests {
    /// Raises an alarm at each value below a bound, so that run lengths are geometric.
    private struct Below: DriftDetector {
        let bound: Double
        mutating func add(_ value: Double) -> Bool { value < bound }
        mutating func reset() {}
        var stateByteCount: Int { 0 }
    }

    private func covers(_ interval: ConfidenceInterval?, _ value: Double) -> Bool {
        interval.map { $0.low <= value && value <= $0.high } ?? false
    }

    @Test("Of a detector without memory they are geometric") func geometric() throws {
        let uniform: DriftStream = { $1.uniform() }
        let lengths = try RunLength.untilFalseAlarm(
            of: Below(bound: 0.02), on: uniform, seeds: 0..<4000, limit: 10_000, confidence: 0.999)
        #expect(covers(lengths.meanInterval, 50) && covers(lengths.medianInterval, 35), "\(lengths.mean)")
        #expect(lengths.missed == 0 && lengths.earlyAlarms == 0 && lengths.lengths.count == 4000)
        let cut = try RunLength.untilFalseAlarm(
            of: Below(bound: 0.02), on: uniform, seeds: 0..<4000, limit: 40, confidence: 0.999)
        let survival = Double.pow(0.98, 40)
        #expect(covers(cut.missedInterval, survival) && covers(cut.meanInterval, (1 - survival) / 0.02))
        #expect(cut.median == lengths.median && cut.lengths == lengths.lengths.map { min($0, 41) })
    }

    @Test("Where half of the alarms are missed, the median is above the limit") func missedAlarms() throws {
        let half = try RunLength(lengths: [1, 2, 11, 11], limit: 10, earlyAlarms: 0, confidence: 0.95)
        #expect(half.median == 11 && half.missed == 2 && half.mean == 5.75 && half.medianInterval == nil)
        let fewer = try RunLength(lengths: [1, 2, 4, 11], limit: 10, earlyAlarms: 0, confidence: 0.95)
        #expect(fewer.median == 3 && fewer.missed == 1)
    }

    @Test("The first value of the new law is the first that counts") func counting() throws {
        let step: DriftStream = { index, _ in index < 7 || index == 9 ? 0 : 1 }
        let found = try RunLength.sinceChange(
            at: 7, of: Below(bound: 0.5), on: step, seeds: [1, 2], limit: 5)
        #expect(found.lengths == [3, 3] && found.earlyAlarms == 14)
        let missed = try RunLength.sinceChange(at: 7, of: Below(bound: 0.5), on: step, seeds: [1], limit: 2)
        #expect(missed.lengths == [3] && missed.missed == 1 && missed.mean == 2 && missed.meanInterval == nil)
    }

    @Test("The same seeds give the same figures") func repeatable() throws {
        let stream: DriftStream = { $1.gaussian() }
        func measured() throws -> RunLength {
            try .untilFalseAlarm(of: PageHinkley(threshold: 5), on: stream, seeds: 3..<20, limit: 500)
        }
        #expect(try measured() == measured())
    }

    @Test("What cannot be measured is refused") func refusals() throws {
        let detector = try DDM()
        let stream: DriftStream = { _, _ in 0 }
        #expect(throws: StatisticsError.empty("seeds")) {
            try RunLength.untilFalseAlarm(of: detector, on: stream, seeds: [], limit: 1)
        }
        for limit in [0, Int.max] {
            #expect(throws: StatisticsError.outOfRange("limit", value: Double(limit), allowed: "1 … 2⁵²")) {
                try RunLength.untilFalseAlarm(of: detector, on: stream, seeds: [1], limit: limit)
            }
        }
        for change in [-1, Int.max] {
            #expect(throws: StatisticsError.outOfRange("change", value: Double(change), allowed: "0 … 2⁵²")) {
                try RunLength.sinceChange(at: change, of: detector, on: stream, seeds: [1], limit: 1)
            }
        }
        #expect(throws: StatisticsError.self) {
            try RunLength.untilFalseAlarm(of: detector, on: stream, seeds: [1], limit: 1, confidence: 1)
        }
    }
}
