import Quantities
import TestSupport
import Counters
import CountersTestSupport
import Testing

@testable import Energy

@Suite struct EventMeterTests {
    /// perf's power PMU with a scale of 2^-32 J.
    private func tree(cpus: String = "0,28", scale: String = "2.3283064365386962890625e-10") throws
        -> MadeUpTree
    {
        try MadeUpTree([
            "sys/bus/event_source/devices/power/cpumask": cpus,
            "sys/bus/event_source/devices/power/events/energy-pkg.scale": scale,
            "proc/sys/kernel/perf_event_paranoid": "2",
        ])
    }

    private func library(_ change: (inout ScriptedPAPI.Script) -> Void = { _ in }) -> CounterLibrary {
        CounterLibrary(
            ScriptedPAPI {
                // 2^30 counts a read: a quarter of a joule.
                for cpu in [0, 28] { $0.rates["amd64_rapl::RAPL_ENERGY_PKG:cpu=\(cpu)"] = 1 << 30 }
                $0.meters = Set($0.rates.keys.filter { $0.hasPrefix("amd64_rapl") })
                change(&$0)
            })
    }

    @Test func socketsAreAddedAndScaled() throws {
        let tree = try tree()
        let meter = try EventMeter(.package, files: tree.files, library: library())
        #expect(
            meter.zones.map(\.name) == [
                "amd64_rapl::RAPL_ENERGY_PKG:cpu=0", "amd64_rapl::RAPL_ENERGY_PKG:cpu=28",
            ])
        #expect(meter.zones.allSatisfy { $0.joulesPerCount == 0x1p-32 && $0.range == nil })
        let begin = try meter.read()
        let end = EnergyReading(seconds: begin.seconds + 0.1, counts: try meter.read().counts)
        #expect(try meter.joules(from: begin, to: end) == Joules(0.5))
    }

    @Test func missingPMU() throws {
        let tree = try MadeUpTree()
        #expect(throws: EnergyUnavailability.self) {
            try EventMeter(.package, files: tree.files, library: library())
        }
        do {
            _ = try EventMeter(.package, files: tree.files, library: library())
        } catch {
            #expect(error.reason.hasSuffix("/sys/bus/event_source/devices/power/events/energy-pkg.scale"))
        }
    }

    @Test(arguments: ["", "joules", "0", "-1", "inf", "nan"]) func garbageScale(scale: String) throws {
        let tree = try tree(scale: scale)
        let path = "\(tree.root)/sys/bus/event_source/devices/power/events/energy-pkg.scale"
        #expect(throws: EnergyUnavailability.garbage(path: path, text: scale)) {
            try EventMeter(.package, files: tree.files, library: library())
        }
    }

    @Test(arguments: ["", "0,,1", "a", "3-1", "0-1-2", "-1"]) func garbageMask(cpus: String) throws {
        let tree = try tree(cpus: cpus)
        let path = "\(tree.root)/sys/bus/event_source/devices/power/cpumask"
        #expect(throws: EnergyUnavailability.garbage(path: path, text: cpus)) {
            try EventMeter(.package, files: tree.files, library: library())
        }
    }

    @Test func paranoidKernelKeepsSocketsToRoot() throws {
        let tree = try tree(cpus: "0")
        let event = "amd64_rapl::RAPL_ENERGY_PKG:cpu=0"
        #expect(throws: EnergyUnavailability.event(event, .paranoid(level: 2, needed: 0))) {
            try EventMeter(
                .package, files: tree.files, library: library { $0.addErrors[event] = PAPICode.permission })
        }
    }

    @Test func withoutPAPI() throws {
        let tree = try tree(cpus: "0")
        #expect(throws: EnergyUnavailability.event("rapl::RAPL_ENERGY_PKG:cpu=0", .notBuilt)) {
            try EventMeter(.package, files: tree.files, library: CounterLibrary(nil))
        }
    }

    @Test func socketsThatCannotCountAtOnceAreNoMeter() throws {
        let tree = try tree()
        let conflict: Set = ["amd64_rapl::RAPL_ENERGY_PKG:cpu=0", "amd64_rapl::RAPL_ENERGY_PKG:cpu=28"]
        #expect(throws: EnergyUnavailability.socketsApart) {
            try EventMeter(.package, files: tree.files, library: library { $0.conflicts = [conflict] })
        }
    }
}
