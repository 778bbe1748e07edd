import Foundation
import Quantities
import TestSupport
import Testing

@testable import Energy

/// A command's window beside that of idle.
@Suite struct EnergyRecordingTests {
    private let time = ScriptedTime()

    private func recording(
        idle idleSeconds: Double? = 5, for seconds: Double = 2, calls: Int = 1, _ watts: @escaping (Double) -> Double
    ) throws -> EnergyRecording {
        let source = time.power(watts)
        let idle = try idleSeconds.map { try time.recordIdle(source, for: $0) }
        let window = try time.record(source, for: seconds)
        return EnergyRecording(time.recorder(source), window: window, idle: idle, calls: calls)
    }

    @Test func idleLastsAsLongAsAskedFor() throws {
        let idle = try time.recordIdle(time.power { 1 + $0 }, for: 5.03125)
        #expect(idle.duration == Seconds(5.03125) && idle.readings == 82)
        #expect(abs(idle.energy.value - (5.03125 + 5.03125 * 5.03125 / 2)) < 1e-9)
    }

    @Test func idleEndsEarlyWhereItIsToldTo() throws {
        var waits = 0
        let idle = try time.recorder(time.power { _ in 2 }).recordIdle(for: Seconds(5)) {
            time.seconds += $0.value
            waits += 1
            return waits < 16
        }
        #expect(idle.duration == Seconds(1))
    }

    @Test func idleIsSubtractedOverTheCommandsTime() throws {
        // 5 s of 2 W before, 2 s of 6 W: 12 J, of which 4 J are idle's, and not its 10.
        let recording = try recording(calls: 4) { $0 <= 5 ? 2 : 6 }
        #expect(recording.idle?.meanPower == Watts(2))
        #expect(abs(recording.window.energy.value - 12) < 0.2)
        let above = try #require(recording.energyAboveIdle)
        #expect(abs(above.value - (recording.window.energy.value - 4)) < 1e-9)
        #expect(recording.energyPerCall == recording.window.energy / 4)
        #expect(recording.energyPerCallAboveIdle == above / 4)
        #expect(recording.warnings.isEmpty)
    }

    @Test func idleIsSubtractedOverTheCoveredTimeAlone() throws {
        // The idle recording waits 80 times; the third wait of the command is 1 s late.
        time.late = [83: 0.9375]
        let recording = try recording(for: 3) { $0 < 5 ? 2 : 2 + 4 * ($0 - 5) / 3 }
        #expect(recording.window.covered == Seconds(2))
        let window = recording.window
        #expect(recording.energyAboveIdle == window.energy - Joules(4))
        #expect(recording.scaledEnergyAboveIdle == window.scaledEnergy - Joules(6))
        #expect(
            recording.warnings == ["not all of the time is covered; 'whole window' takes the gaps for like the rest"])
    }

    @Test func withoutIdleThereIsNothingAboveIt() throws {
        let recording = try recording(idle: nil) { 1 + $0 }
        #expect(recording.energyAboveIdle == nil && recording.energyPerCallAboveIdle == nil)
        #expect(recording.warnings.isEmpty && !RecordingTable(recording).headings.contains { $0.hasPrefix("above") })
    }

    @Test func doubtsAreStated() throws {
        #expect(
            try recording(idle: 1, for: 0.25) { _ in 2 }.warnings == [
                "only 5 readings; let the command run longer, or give a shorter --interval",
                "the sensor was never renewed meanwhile; let the command run longer",
                "the command drew no more than idle; give it more work, and --idle more time",
            ])
    }

    @Test func failedReadingsAreAWarning() throws {
        let source = time.power { (now) throws(EnergyUnavailability) in
            if now == 1 { throw .garbage(path: "/p", text: "x") }
            return now
        }
        let recording = EnergyRecording(
            time.recorder(source), window: try time.record(source, for: 2), idle: nil, calls: 1)
        #expect(recording.warnings == ["1 of 33 readings failed; the last: /p holds 'x'"])
    }

    @Test func countersAreNotDoubtedForFewReadings() throws {
        let zone = EnergyZone(name: "z", joulesPerCount: 1e-6, range: nil)
        let source = time.counters([zone]) { [UInt64($0 * 10e6)] }
        let recording = EnergyRecording(
            time.recorder(source), window: try time.record(source, for: 0.125), idle: nil, calls: 1)
        #expect(recording.warnings.isEmpty)
    }

    @Test func theTable() throws {
        time.late = [83: 0.9375]
        let table = RecordingTable(try recording(for: 3) { $0 <= 5 ? 2 : 6 })
        #expect(
            table.headings == [
                "window", "duration", "coverage", "energy", "whole window", "above 2 W", "mean", "highest", "readings",
                "failed", "gaps",
            ])
        #expect(
            table.rows == [
                ["command", "3 s", "66.6 %", "11.9 J", "17.8 J", "11.8 J", "5.94 W", "6 W", "34", "0", "1, up to 1 s"],
                ["idle before", "5 s", "100 %", "10 J", "10 J", "0 J", "2 W", "2 W", "81", "0", "0"],
            ])
    }

    @Test func theDocument() throws {
        let document = RecordingDocument(
            try recording(calls: 2) { $0 <= 5 ? 2 : 6 }, command: "sleep 2", ending: "exited with status 0",
            exitStatus: 0)
        let json = try JSONSerialization.jsonObject(with: JSONEncoder().encode(document))
        let fields = try #require(json as? [String: Any])
        #expect(
            fields.keys.sorted() == [
                "calls", "command", "ending", "energyPerCall", "exitStatus", "idle", "interval", "netEnergy",
                "netEnergyPerCall", "provenance", "scaledNetEnergy", "source", "warnings", "window",
            ])
        let window = try #require(fields["window"] as? [String: Any])
        #expect(
            window.keys.sorted() == [
                "changes", "coverage", "covered", "duration", "energy", "failures", "gaps", "highestPower", "meanPower",
                "readings", "scaledEnergy",
            ])
        #expect(fields["exitStatus"] as? Int == 0 && fields["interval"] as? Double == 0.0625)
        #expect(window["duration"] as? Double == 2 && window["readings"] as? Int == 33)
    }
}
