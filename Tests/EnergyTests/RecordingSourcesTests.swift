import Counters
import Foundation
import TestSupport
import Testing

@testable import Energy

@Suite struct RecordingSourcesTests {
    private static let meters = ["perf/psys", "powercap/psys", "perf/package", "powercap/package"]

    /// Counters move by 3 J while they are waited for, where they are there and do.
    private func sources(_ tree: MadeUpTree, moving: Bool = true) -> RecordingSources {
        RecordingSources(files: tree.files, library: CounterLibrary(nil)) {
            usleep(60_000)
            guard moving, let meter = try? PowercapMeter(.package, files: tree.files), let reading = try? meter.read()
            else { return }
            for (index, count) in reading.counts.enumerated() {
                try? tree.zone("intel-rapl:\(index)", "package-\(index)", microjoules: count + 3_000_000)
            }
        }
    }

    private func refused(_ sources: RecordingSources, _ name: String? = nil) -> RecordingSourceError? {
        do {
            _ = try sources.open(name)
            return nil
        } catch {
            return error
        }
    }

    @Test func aBoardsInputGoesBeforeEverything() throws {
        let tree = try MadeUpTree.jetson()
        try tree.zone("intel-rapl:0", "package-0", microjoules: 5)
        try tree.battery(status: "Discharging", ["power_now": "8400000"])
        let sources = sources(tree)
        #expect(try sources.open().name == "ina3221/VDD_IN")
        #expect(
            sources.names == ["ina3221/VDD_IN"] + Self.meters + ["battery/BAT0"]
                + ["ina3221/VDD_CPU_GPU_CV", "ina3221/VDD_SOC"])
    }

    @Test func countersGoBeforeTheBattery() throws {
        let tree = try MadeUpTree.twoPackages()
        try tree.battery(status: "Discharging", ["power_now": "8400000"])
        let source = try sources(tree).open()
        #expect(source.name == "powercap/package")
        #expect(source.provenance.hasPrefix("/sys/class/powercap/intel-rapl:0/energy_uj (package-0) + "))
        #expect(source.longestInterval.map { abs($0.value - 65.532610987 / 3) < 1e-9 } == true)
    }

    @Test func countersThatStandStillLeaveTheBattery() throws {
        let tree = try MadeUpTree.twoPackages()
        try tree.battery(status: "Discharging", ["power_now": "8400000"])
        let sources = sources(tree, moving: false)
        #expect(try sources.open().name == "battery/BAT0")
        let status = try #require(sources.statuses.first { $0.name == "powercap/package" })
        #expect(!status.isAvailable && status.detail.contains("did not move"))
    }

    @Test func aRailAmongOthersIsRecordedWhereItIsNamed() throws {
        let tree = try MadeUpTree()
        try tree.device("hwmon/hwmon0", ["name": "amdgpu", "power1_label": "PPT", "power1_average": "7000000"])
        let sources = sources(tree)
        guard case .none(let statuses)? = refused(sources) else {
            Issue.record("a part stood for the whole")
            return
        }
        #expect(statuses.map(\.name) == Self.meters + ["battery", "amdgpu/PPT"])
        #expect(statuses.map(\.isAvailable) == [false, false, false, false, false, true])
        #expect(statuses.last?.detail == "/sys/class/hwmon/hwmon0/power1_average (a part of the machine)")
        #expect("\(RecordingSourceError.none(statuses))".hasSuffix("name one of the rails below with --source"))
        #expect(try sources.open("amdgpu/PPT").name == "amdgpu/PPT")
    }

    @Test func ofTwoBatteriesNeitherIsTheMachine() throws {
        let tree = try MadeUpTree()
        for entry in ["BAT0", "BAT1"] { try tree.battery(entry, status: "Discharging", ["power_now": "4000000"]) }
        let sources = sources(tree)
        #expect(refused(sources) != nil)
        #expect(try sources.open("battery/BAT1").name == "battery/BAT1")
    }

    @Test func nothingAtAllListsEverySourceWithItsRemedy() throws {
        let tree = try MadeUpTree()
        guard case .none(let statuses)? = refused(sources(tree)) else {
            Issue.record("nothing was something")
            return
        }
        #expect(statuses.map(\.name) == Self.meters + ["battery", "hwmon"])
        #expect(statuses.allSatisfy { !$0.isAvailable && !$0.detail.isEmpty && $0.remedy != nil })
        #expect("\(RecordingSourceError.none(statuses))".hasSuffix("see each one's reason below"))
    }

    @Test func aSourceThatDoesNotWorkIsNotReplacedByAnother() throws {
        let tree = try MadeUpTree.jetson()
        try tree.battery(status: "Full", ["power_now": "0"])
        guard case .none(let statuses)? = refused(sources(tree), "battery/BAT0") else {
            Issue.record("a full battery was read")
            return
        }
        #expect(statuses.map(\.name) == ["battery/BAT0"])
        #expect(statuses.first?.remedy == "unplug the charger")
    }

    @Test func unknownSourcesNameTheKnownOnes() throws {
        let tree = try MadeUpTree()
        let error = refused(sources(tree), "VDD")
        #expect(error == .unknown("VDD", known: Self.meters + ["battery", "hwmon"]))
        #expect(error.map { "\($0)" }?.hasPrefix("--source VDD: there is no such source; known: perf/psys, ") == true)
    }

    @Test func thisMachineHasASourceOrReasons() {
        #expect(!RecordingSources().statuses.isEmpty)
    }
}
