import Quantities
import Statistics
import TestSupport
import Testing

@testable import Energy

/// Powers on a made-up clock, against closed forms. The interval is 1/16 s where nothing else is said.
@Suite struct PowerRecordingTests {
    private let time = ScriptedTime()
    private static let failure = EnergyUnavailability.unreadable(path: "p", message: "No data available")

    @Test func constant() throws {
        let window = try time.record(time.power { _ in 4 }, for: 2)
        #expect(window.duration == Seconds(2) && window.covered == Seconds(2) && window.isCovered)
        #expect(window.energy == Joules(8) && window.scaledEnergy == Joules(8))
        #expect(window.meanPower == Watts(4) && window.highestPower == Watts(4))
        #expect(window.readings == 33 && window.changes == 0 && window.failures == 0)
        #expect(window.gaps == RecordedGaps())
    }

    @Test func ramp() throws {
        let window = try time.record(time.power { 3 * $0 }, for: 2)
        #expect(window.energy == Joules(6))
        #expect(window.highestPower == Watts(6) && window.changes == 32)
    }

    @Test func aStepIsSharedByItsTwoReadings() throws {
        let window = try time.record(time.power { $0 < 1 ? 2 : 6 }, for: 2)
        #expect(window.energy == Joules(2 * 15.0 / 16 + 4.0 / 16 + 6))
        #expect(window.changes == 1)
    }

    @Test func straightLinesAreExactWhateverTheTimes() throws {
        var random = SeededGenerator(for: #function)
        for _ in 0..<200 {
            let (start, slope) = (Double.random(in: 1...5, using: &random), Double.random(in: 0...3, using: &random))
            let (seconds, interval) = (
                Double.random(in: 0.5...20, using: &random), Double.random(in: 0.01...0.4, using: &random)
            )
            let time = ScriptedTime()
            for wait in 1...50 { time.late[wait] = Double.random(in: 0...interval, using: &random) }
            let window = try time.record(time.power { start + slope * $0 }, for: seconds, interval: interval)
            let expected = start * seconds + slope * seconds * seconds / 2
            #expect(abs(window.energy.value / expected - 1) < 1e-9, "\(start) \(slope) \(seconds) \(interval)")
            #expect(window.isCovered && window.gaps.count == 0)
        }
    }

    @Test func aGapIsStatedAndNotCovered() throws {
        // After the reading at 0.5 s the next comes at 1.5 s: the 100 W in between are nobody's to know.
        time.late = [9: 0.9375]
        let window = try time.record(time.power { (0.6...1.4).contains($0) ? 100 : 4 }, for: 3)
        #expect(window.covered == Seconds(2) && window.duration == Seconds(3))
        #expect(window.energy == Joules(8) && window.scaledEnergy == Joules(12))
        #expect(window.energy(above: Watts(1)) == Joules(6) && window.scaledEnergy(above: Watts(1)) == Joules(9))
        #expect(window.gaps.count == 1 && window.gaps.longest == Seconds(1))
        #expect(window.gaps.first == [RecordedGap(start: Seconds(0.5), duration: Seconds(1))])
        #expect(!window.isCovered && window.highestPower == Watts(4))
    }

    @Test func twoAndAHalfIntervalsAreNoGapYet() throws {
        time.late = [4: 0.09375]
        #expect(try time.record(time.power { _ in 4 }, for: 2).gaps.count == 0)
        let other = ScriptedTime()
        other.late = [4: 0.09375 + 1e-6]
        #expect(try other.record(other.power { _ in 4 }, for: 2).gaps.count == 1)
    }

    @Test func oneFailedReadingIsBridgedAndCounted() throws {
        let window = try time.record(
            time.power { (now) throws(EnergyUnavailability) in
                if now == 1 { throw Self.failure }
                return 3 * now
            }, for: 2)
        #expect(window.energy == Joules(6) && window.isCovered && window.gaps.count == 0)
        #expect(window.failures == 1 && window.readings == 32 && window.lastFailure == Self.failure)
    }

    @Test func severalFailedReadingsAreAGap() throws {
        let window = try time.record(
            time.power { (now) throws(EnergyUnavailability) in
                if (1...1.25).contains(now) { throw Self.failure }
                return 4
            }, for: 2)
        #expect(window.failures == 5 && window.covered == Seconds(2 - 0.375) && window.energy == Joules(4 * 1.625))
        #expect(window.gaps.first == [RecordedGap(start: Seconds(0.9375), duration: Seconds(0.375))])
    }

    @Test func failuresAtBothEndsAreNotCovered() throws {
        let window = try time.record(
            time.power { (now) throws(EnergyUnavailability) in
                if now < 0.25 || now > 1.5 { throw Self.failure }
                return 4
            }, for: 2)
        #expect(window.duration == Seconds(2) && window.covered == Seconds(1.25) && window.energy == Joules(5))
        #expect(
            window.gaps.first == [
                RecordedGap(start: Seconds(0), duration: Seconds(0.25)),
                RecordedGap(start: Seconds(1.5), duration: Seconds(0.5)),
            ])
    }

    @Test func onlyTheFirstGapsKeepTheirPlaces() throws {
        for wait in 1...8 { time.late[2 * wait] = Double(wait) }
        let window = try time.record(time.power { _ in 4 }, for: 60)
        #expect(window.gaps.count == 8 && window.gaps.first.count == 5 && window.gaps.longest == Seconds(8.0625))
    }

    @Test func nothingButFailuresHasTheirReason() {
        #expect(throws: Self.failure) {
            try time.record(time.power { (_) throws(EnergyUnavailability) in throw Self.failure }, for: 2)
        }
    }

    @Test func zeroThroughoutIsNoFigure() throws {
        #expect(throws: EnergyUnavailability.zeroPower(source: "made/up", seconds: 2)) {
            try time.record(time.power { _ in 0 }, for: 2)
        }
        // One reading is enough to show that the sensor works.
        #expect(try time.record(time.power { $0 == 3 ? 16 : 0 }, for: 2).energy == Joules(1))
        #expect(try time.recordIdle(time.power { _ in 0 }, for: 2).energy == Joules(0))
    }

    @Test func readingsThatAllComeTooLateAreNoFigure() {
        time.late = [1: 1, 2: 1, 3: 1]
        #expect(throws: EnergyUnavailability.uncovered(readings: 4, seconds: 3.1875)) {
            try time.record(time.power { _ in 4 }, for: 3.1875)
        }
    }

    @Test func theFirstReadingIsBeforeTheStart() throws {
        var reads: [Double] = []
        var startedAfter = 0
        let source = time.power {
            reads.append($0)
            return 4
        }
        _ = try time.recorder(source).record(starting: { startedAfter = reads.count }) { step in
            time.seconds += step.value
            return reads.count < 3
        }
        #expect(startedAfter == 1 && reads == [0, 0.0625, 0.125, 0.1875])
    }

    @Test func whatAReadingTakesIsNotWaitedForAgain() throws {
        // A battery's controller takes most of an interval to answer.
        let source = time.power { [time] _ in
            time.seconds += 0.03125
            return 4
        }
        let window = try time.record(source, for: 2)
        #expect(window.gaps.count == 0 && window.readings == 33)
    }
}
