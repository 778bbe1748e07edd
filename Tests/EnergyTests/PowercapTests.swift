import Quantities
import TestSupport
import Basics
import Counters
import Foundation
import Testing

@testable import Energy

@Suite struct PowercapTests {
    @Test func packagesAreAddedAndNothingElse() throws {
        let tree = try MadeUpTree.twoPackages(platform: true)
        let meter = try PowercapMeter(.package, files: tree.files)
        #expect(meter.zones.map(\.name) == ["package-0", "package-1"])
        let begin = try meter.read()
        #expect(begin.counts == [1_000_000, 2_000_000])
        // 3 J and 4 J; the core and the platform, which move as well, are not added.
        try tree.zone("intel-rapl:0", "package-0", microjoules: 4_000_000)
        try tree.zone("intel-rapl:0:0", "core", microjoules: 2_400_000)
        try tree.zone("intel-rapl:1", "package-1", microjoules: 6_000_000)
        try tree.zone("intel-rapl:2", "psys", microjoules: 15_000_000)
        let end = EnergyReading(seconds: begin.seconds + 1, counts: try meter.read().counts)
        #expect(try meter.joules(from: begin, to: end) == Joules(7))
        #expect(
            meter.provenance == "/sys/class/powercap/intel-rapl:0/energy_uj (package-0) + "
                + "/sys/class/powercap/intel-rapl:1/energy_uj (package-1)")
    }

    @Test func thePlatformStandsForAll() throws {
        let tree = try MadeUpTree.twoPackages(platform: true)
        #expect(try PowercapMeter(.platform, files: tree.files).zones.map(\.name) == ["psys"])
    }

    @Test func missingDomains() throws {
        let tree = try MadeUpTree.twoPackages()
        #expect(
            throws: EnergyUnavailability.noMeter(
                path: "\(tree.root)/sys/class/powercap/intel-rapl:* (psys)")
        ) { try PowercapMeter(.platform, files: tree.files) }
        let empty = try MadeUpTree()
        #expect(
            throws: EnergyUnavailability.noMeter(
                path: "\(empty.root)/sys/class/powercap/intel-rapl:* (package)")
        ) { try PowercapMeter(.package, files: empty.files) }
    }

    @Test(arguments: ["energy_uj", "max_energy_range_uj", "name"])
    func missingFile(file: String) throws {
        let tree = try MadeUpTree.twoPackages()
        let path = "sys/class/powercap/intel-rapl:1/\(file)"
        try tree.remove(path)
        #expect(throws: EnergyUnavailability.noMeter(path: "\(tree.root)/\(path)")) {
            try PowercapMeter(.package, files: tree.files)
        }
    }

    @Test func unreadableFile() throws {
        let tree = try MadeUpTree.twoPackages()
        let path = "sys/class/powercap/intel-rapl:0/energy_uj"
        try tree.makeUnreadable(path)
        #expect(
            throws: EnergyUnavailability.unreadable(
                path: "\(tree.root)/\(path)", message: "Is a directory")
        ) {
            try PowercapMeter(.package, files: tree.files)
        }
    }

    @Test(.enabled(if: geteuid() != 0, "root reads every file"))
    func fileOfRoot() throws {
        let tree = try MadeUpTree.twoPackages()
        let path = "\(tree.root)/sys/class/powercap/intel-rapl:0/energy_uj"
        try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
        #expect(throws: EnergyUnavailability.forbidden(path: path)) {
            try PowercapMeter(.package, files: tree.files)
        }
    }

    @Test(arguments: [EACCES, EPERM]) func refusalNamesTheRemedy(errno: Int32) {
        let reason = EnergyUnavailability(KernelFiles.Failure(path: "/x/energy_uj", errno: errno))
        #expect(reason == .forbidden(path: "/x/energy_uj"))
        #expect(reason.reason == "no permission to read /x/energy_uj: root only since CVE-2020-8694")
        #expect(reason.remedy == "run as root, or sudo chmod a+r /x/energy_uj")
    }

    @Test(arguments: ["", "12a", "-5", "1.5", "99999999999999999999"])
    func garbage(text: String) throws {
        for file in ["energy_uj", "max_energy_range_uj"] {
            let tree = try MadeUpTree.twoPackages()
            let path = "sys/class/powercap/intel-rapl:0/\(file)"
            try tree.write(path, text)
            #expect(throws: EnergyUnavailability.garbage(path: "\(tree.root)/\(path)", text: text)) {
                try PowercapMeter(.package, files: tree.files)
            }
        }
    }

    @Test func rangeOfZero() throws {
        let tree = try MadeUpTree()
        try tree.zone("intel-rapl:0", "package-0", microjoules: 5, range: "0")
        #expect(throws: EnergyUnavailability.self) { try PowercapMeter(.package, files: tree.files) }
    }

    @Test func fileThatVanishesLater() throws {
        let tree = try MadeUpTree.twoPackages()
        let meter = try PowercapMeter(.package, files: tree.files)
        let path = "sys/class/powercap/intel-rapl:0/energy_uj"
        try tree.remove(path)
        #expect(throws: EnergyUnavailability.noMeter(path: "\(tree.root)/\(path)")) { try meter.read() }
    }
}
