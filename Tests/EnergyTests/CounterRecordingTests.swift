import Quantities
import Statistics
import TestSupport
import Testing

@testable import Energy

/// Counters on a made-up clock, against closed forms.
@Suite struct CounterRecordingTests {
    private let time = ScriptedTime()
    private static let range: UInt64 = 65_532_610_987
    private static let failure = EnergyUnavailability.unreadable(path: "p", message: "m")

    private func zone(_ name: String = "package-0", range: UInt64? = range) -> EnergyZone {
        EnergyZone(name: name, joulesPerCount: 1e-6, range: range)
    }

    /// Counts after so much energy, from a begin shortly before the wrap.
    private func wrapped(_ joules: Double, before: UInt64 = 1_000_000) -> UInt64 {
        (Self.range - before + UInt64((joules * 1e6).rounded())) % Self.range
    }

    private func isNear(_ energy: Joules, _ joules: Double) -> Bool { abs(energy.value - joules) < 1e-5 }

    @Test func differencesOfSeveralZonesAreAdded() throws {
        let window = try time.record(
            time.counters([zone(), zone("package-1")]) { [UInt64($0 * 10e6), UInt64(7 + $0 * 5e6)] }, for: 2)
        #expect(isNear(window.energy, 30) && window.isCovered && window.covered == Seconds(2))
        #expect(abs(window.meanPower.value - 15) < 1e-4 && abs(window.highestPower.value - 15) < 1e-4)
        #expect(window.readings == 33 && window.changes == 32)
    }

    @Test func aWrapIsNoLoss() throws {
        // 40 J in 2 s, of which the first uses up the counter's range.
        let window = try time.record(time.counters([zone()]) { [wrapped(20 * $0)] }, for: 2)
        #expect(isNear(window.energy, 40) && window.failures == 0)
    }

    @Test func wrapsAreRightWhereverTheyFall() throws {
        var random = SeededGenerator(for: #function)
        for _ in 0..<100 {
            let before = UInt64.random(in: 0..<30_000_000, using: &random)
            let watts = Double.random(in: 1...200, using: &random)
            let time = ScriptedTime()
            let window = try time.record(time.counters([zone()]) { [wrapped(watts * $0, before: before)] }, for: 3)
            #expect(isNear(window.energy, 3 * watts), "\(before) \(watts)")
        }
    }

    @Test func countersCoverGapsWhichAreStatedAllTheSame() throws {
        time.late = [9: 0.9375]
        // 104 W in the gap, 4 W elsewhere.
        let window = try time.record(
            time.counters([zone()]) { [wrapped(4 * $0 + 100 * min(1, max(0, $0 - 0.5)))] }, for: 3)
        #expect(isNear(window.energy, 112) && window.isCovered)
        #expect(window.gaps.first == [RecordedGap(start: Seconds(0.5), duration: Seconds(1))])
        #expect(abs(window.highestPower.value - 104) < 1e-3)
    }

    @Test func aFailedReadingInTheMiddleLosesNothing() throws {
        let window = try time.record(
            time.counters([zone()]) { (now) throws(EnergyUnavailability) in
                if now == 1 { throw Self.failure }
                return [wrapped(20 * now)]
            }, for: 2)
        #expect(isNear(window.energy, 40) && window.isCovered)
        #expect(window.failures == 1 && window.lastFailure == Self.failure)
    }

    @Test func countersAreReadOftenEnough() throws {
        let source = time.counters([zone()]) { [wrapped(900 * $0)] }
        let recorder = time.recorder(source, interval: 3600)
        #expect(abs(recorder.interval.value - 65.532610987 / 3) < 1e-9)
        // Four hours, in which the counter wraps some 200 times.
        let window = try time.record(source, for: 4 * 3600, interval: 3600)
        #expect(abs(window.energy.value / (900 * 4 * 3600) - 1) < 1e-9 && window.gaps.count == 0)
        #expect(time.recorder(time.counters([zone(range: nil)]) { _ in [0] }, interval: 3600).interval == Seconds(3600))
    }

    @Test func whatMayHaveWrappedTwiceIsNotCovered() throws {
        time.late = [5: 99.9375]
        let window = try time.record(time.counters([zone()]) { [wrapped(20 * $0)] }, for: 110)
        #expect(window.covered == Seconds(10) && isNear(window.energy, 200) && isNear(window.scaledEnergy, 2200))
        #expect(window.gaps.first == [RecordedGap(start: Seconds(0.25), duration: Seconds(100))])
    }

    @Test func aCounterThatIsResetLosesItsStepAlone() throws {
        // At 1 s it begins at 0 again, as if 65 kJ had been used within 1/16 s, or with no range as if backwards.
        for (range, begin) in [(Self.range, 30_000_000_000), (nil, 30_000_000_000)] as [(UInt64?, UInt64)] {
            let time = ScriptedTime()
            let window = try time.record(
                time.counters([zone(range: range)]) { [UInt64(20e6 * $0) + ($0 < 1 ? begin : 0)] }, for: 2)
            #expect(window.covered == Seconds(2 - 0.0625) && isNear(window.energy, 20 * (2 - 0.0625)))
            #expect(window.failures == 1 && window.lastFailure != nil)
            #expect(window.gaps.first == [RecordedGap(start: Seconds(0.9375), duration: Seconds(0.0625))])
        }
    }

    @Test func aCounterThatNeverMovedIsNoFigure() {
        let zones = [zone(), zone("package-1")]
        #expect(throws: EnergyUnavailability.noMovement(zone: "package-1", seconds: 2)) {
            try time.record(time.counters(zones) { [UInt64($0 * 10e6), 7] }, for: 2)
        }
        #expect(throws: EnergyUnavailability.noMovement(zone: "package-0", seconds: 2)) {
            try time.recordIdle(time.counters(zones) { _ in [0, 0] }, for: 2)
        }
    }

    @Test func aWindowTooShortForTheCountersRenewalIsNoFigure() throws {
        let source = time.counters([zone()]) { [UInt64($0 * 10e6)] }
        #expect(throws: EnergyUnavailability.windowTooShort(seconds: 0.03125)) {
            try time.record(source, for: 0.03125)
        }
        #expect(isNear(try time.record(source, for: 0.0625).energy, 0.625))
    }

    @Test func theHighestPowerIsNotThatOfAnInstant() throws {
        // Renewed each 10 ms and read each ms: 10 W throughout, 100 W from one reading to the next.
        let window = try time.record(
            time.counters([zone()]) { [UInt64(($0 * 100 + 1e-6).rounded(.down)) * 100_000] }, for: 2, interval: 0.001)
        #expect(window.highestPower > Watts(9.9) && window.highestPower < Watts(12.1))
    }
}
