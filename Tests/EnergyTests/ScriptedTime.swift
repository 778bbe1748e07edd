import Quantities

@testable import Energy

/// A clock and a source that a test makes up; nothing waits.
final class ScriptedTime {
    var seconds = 100.0
    /// Seconds by which the wait of that number takes longer than it should; the first is 1.
    var late: [Int: Double] = [:]
    private var waits = 0

    /// A power of the time since 100 s, in watts.
    func power(_ watts: @escaping (Double) throws(EnergyUnavailability) -> Double) -> EnergySource {
        .power(ScriptedPower(time: self, watts: watts))
    }

    /// A counter of the time since 100 s.
    func counters(
        _ zones: [EnergyZone], _ counts: @escaping (Double) throws(EnergyUnavailability) -> [UInt64]
    ) -> EnergySource {
        .counters(ScriptedMeter(zones: zones, time: self, counts: counts), name: "made/up")
    }

    func recorder(_ source: EnergySource, interval: Double = 0.0625) -> EnergyRecorder {
        EnergyRecorder(source, interval: Seconds(interval)) { self.seconds }
    }

    /// Records so many seconds.
    func record(
        _ source: EnergySource, for duration: Double, interval: Double = 0.0625
    ) throws(EnergyUnavailability) -> EnergyWindow {
        let end = seconds + duration
        return try recorder(source, interval: interval).record(starting: {}) { step in
            self.wait(step, until: end)
        }
    }

    /// Idle for so many seconds.
    func recordIdle(_ source: EnergySource, for duration: Double) throws(EnergyUnavailability) -> EnergyWindow {
        try recorder(source).recordIdle(for: Seconds(duration)) { self.wait($0, until: .infinity) }
    }

    private func wait(_ step: Seconds, until end: Double) -> Bool {
        waits += 1
        let next = seconds + step.value + (late[waits] ?? 0)
        seconds = min(next, end)
        return next < end
    }
}

private struct ScriptedPower: PowerSource {
    let name = "made/up"
    let provenance = "a test"
    let time: ScriptedTime
    let watts: (Double) throws(EnergyUnavailability) -> Double

    func read() throws(EnergyUnavailability) -> Watts { Watts(try watts(time.seconds - 100)) }
}

private struct ScriptedMeter: EnergyMeter {
    let name = "made"
    let domain = EnergyDomain.package
    let provenance = "a test"
    let zones: [EnergyZone]
    let time: ScriptedTime
    let counts: (Double) throws(EnergyUnavailability) -> [UInt64]

    func read() throws(EnergyUnavailability) -> EnergyReading {
        EnergyReading(seconds: time.seconds, counts: try counts(time.seconds - 100))
    }
}
