import Basics
import Energy
import Report
import Testing

@testable import Measurement

/// A meter that counts a joule a call of the case, or refuses from some reading on.
private final class MadeUpMeter: EnergyMeter {
    var name: String { "made-up" }
    var domain: EnergyDomain { .package }
    var provenance: String { "a test" }
    let zones: [EnergyZone]
    var calls: UInt64 = 0
    private var readings = 0
    private let refusesFrom: Int

    init(zone: EnergyZone, refusesFrom: Int = .max) {
        zones = [zone]
        self.refusesFrom = refusesFrom
    }

    func read() throws(EnergyUnavailability) -> EnergyReading {
        readings += 1
        if readings >= refusesFrom { throw .forbidden(path: "/made/up") }
        // Every reading a second after the one before, as the windows of the test take no time.
        return EnergyReading(seconds: Double(readings), counts: [calls])
    }
}

@Suite("Energy of a case")
struct EnergyPassesTests {
    private let zone = EnergyZone(name: "package-0", joulesPerCount: 0.25, range: nil)

    @Test("Joules are divided by the calls of a window")
    func perCall() {
        let meter = MadeUpMeter(zone: zone)
        let metric = EnergyPasses(meter: meter, reason: "").metric(secondsPerCall: 0.01) { meter.calls += 2 }
        guard case .value(let value) = metric else {
            Issue.record("\(metric)")
            return
        }
        #expect(value.value == 0.5 && value.unit == "J" && value.provenance == .measured && value.count == 6)
    }

    @Test("A refusal midway is a reason, not a figure")
    func refusal() {
        let meter = MadeUpMeter(zone: zone, refusesFrom: 4)
        let metric = EnergyPasses(meter: meter, reason: "").metric(secondsPerCall: 0.01) { meter.calls += 1 }
        guard case .unavailable("J", let reason) = metric else {
            Issue.record("\(metric)")
            return
        }
        #expect(reason.contains("/made/up"))
    }

    @Test("A meter that stands still, or none at all, is a reason")
    func none() {
        let still = EnergyPasses(meter: MadeUpMeter(zone: zone), reason: "").metric(secondsPerCall: 0.01) {}
        guard case .unavailable(_, let reason) = still else {
            Issue.record("\(still)")
            return
        }
        #expect(reason.contains("did not move"))
        let without = EnergyPasses(meter: nil, reason: "no meter here").metric(secondsPerCall: 0.01) {}
        #expect(without == .unavailable(unit: "J", reason: "no meter here"))
        let passes = EnergyPasses(meter: MadeUpMeter(zone: zone), reason: "")
        #expect(
            passes.metric(secondsPerCall: 0.01, unmetered: "quick") {} == .unavailable(unit: "J", reason: "quick"))
    }
}
