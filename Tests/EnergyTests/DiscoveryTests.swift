import TestSupport
import Counters
import Foundation
import CountersTestSupport
import Testing

@testable import Energy

@Suite struct DiscoveryTests {
    private let absent = CounterLibrary(nil)

    /// Waits as discovery does, while every package uses 3 J more than before, and the platform too where
    /// it moves.
    private func burn(_ tree: MadeUpTree, platform: Bool = false) {
        usleep(60_000)
        do {
            let used = try PowercapMeter(.package, files: tree.files).read().counts[0] + 3_000_000
            try tree.zone("intel-rapl:0", "package-0", microjoules: used)
            try tree.zone("intel-rapl:1", "package-1", microjoules: used + 1_000_000)
            if platform { try tree.zone("intel-rapl:2", "psys", microjoules: 2 * used) }
        } catch {
            Issue.record(error)
        }
    }

    @Test func thePlatformGoesBeforeThePackages() throws {
        let tree = try MadeUpTree.twoPackages(platform: true)
        let discovery = EnergyDiscovery(files: tree.files, library: absent) { burn(tree, platform: true) }
        #expect(discovery.meter?.domain == .platform)
        #expect(discovery.refusals.map(\.source) == ["perf psys"])
        #expect(discovery.statuses.map(\.name) == ["powercap psys"])
    }

    @Test func aPlatformThatStandsStillLeavesThePackages() throws {
        let tree = try MadeUpTree.twoPackages(platform: true)
        let discovery = EnergyDiscovery(files: tree.files, library: absent) { burn(tree) }
        #expect(discovery.meter?.domain == .package)
        guard case .noMovement(zone: "psys", _) = discovery.refusals[1].reason else {
            Issue.record("\(discovery.refusals)")
            return
        }
    }

    @Test func perfGoesBeforePowercap() throws {
        let tree = try MadeUpTree.twoPackages()
        let power = "sys/bus/event_source/devices/power"
        try tree.write("\(power)/cpumask", "0")
        try tree.write("\(power)/events/energy-pkg.scale", "2.3283064365386962890625e-10")
        let event = "rapl::RAPL_ENERGY_PKG:cpu=0"
        let papi = ScriptedPAPI {
            $0.rates[event] = 1 << 32
            $0.meters = [event]
        }
        let discovery = EnergyDiscovery(files: tree.files, library: CounterLibrary(papi)) { burn(tree) }
        #expect(discovery.meter?.name == "perf")
        #expect(discovery.meter?.provenance == "\(event), 2.3283064365386963e-10 J a count, through PAPI")
    }

    @Test func zerosOfAVirtualMachineAreNoMeter() throws {
        let tree = try MadeUpTree()
        try tree.zone("intel-rapl:0", "package-0", microjoules: 0)
        let discovery = EnergyDiscovery(files: tree.files, library: absent) { usleep(60_000) }
        #expect(discovery.meter == nil)
        let status = try #require(discovery.statuses.last)
        #expect(status.name == "powercap package")
        #expect(status.detail.contains("a virtual machine shows zeros"))
    }

    @Test func nothingAtAllListsEverySource() throws {
        let tree = try MadeUpTree()
        let discovery = EnergyDiscovery(files: tree.files, library: absent) {}
        #expect(discovery.meter == nil)
        #expect(
            discovery.statuses.map(\.name) == [
                "perf psys", "powercap psys", "perf package", "powercap package",
            ])
        #expect(discovery.statuses.allSatisfy { !$0.isAvailable && !$0.detail.isEmpty && $0.remedy != nil })
    }

    @Test func thisMachineHasAMeterOrReasons() {
        let discovery = EnergyDiscovery()
        #expect(discovery.meter != nil || discovery.refusals.count == 4)
    }
}
