import Basics
import Foundation
import Quantities
import TestSupport
import Testing

@testable import Energy

@Suite struct HwmonTests {
    private let tree: MadeUpTree

    init() throws {
        tree = try MadeUpTree()
    }

    /// The rails of one chip.
    private func rails(_ texts: [String: String]) throws -> [HwmonRail] {
        try tree.device("hwmon/hwmon3", texts)
        return HwmonRail.all(files: tree.files)
    }

    @Test func aJetsonsRailsAreListedAndTheBoardsInputIsKnown() throws {
        let tree = try MadeUpTree.jetson()
        let rails = HwmonRail.all(files: tree.files)
        // in4 to in7 are shunt voltages, and curr4 the sum of all currents: no rail.
        #expect(rails.map(\.name) == ["ina3221/VDD_IN", "ina3221/VDD_CPU_GPU_CV", "ina3221/VDD_SOC"])
        #expect(rails.map(\.isBoard) == [true, false, false])
        #expect(try rails.map { try $0.read().value } == [4.2, 0.6, 1.248])
        #expect(
            rails[0].provenance
                == "/sys/class/hwmon/hwmon1/curr1_input · /sys/class/hwmon/hwmon1/in1_input")
    }

    @Test func theInputOfAnOlderJetsonsBoard() throws {
        let rails = try rails([
            "name": "ina3221", "in1_label": "POM_5V_IN", "in1_input": "5000", "curr1_input": "1000",
        ])
        #expect(rails.map(\.isBoard) == [true])
    }

    @Test func powersGoBeforeProductsAndPowersOfNowBeforeMeans() throws {
        let rails = try rails([
            "name": "ina226", "in1_input": "12000", "curr1_input": "2000", "power1_input": "23500000",
            "power1_average": "9000000", "power1_label": "PCIe", "power2_average": "1500000",
        ])
        #expect(rails.map(\.name) == ["ina226/PCIe", "ina226/power2"])
        #expect(try rails.map { try $0.read() } == [Watts(23.5), Watts(1.5)])
        #expect(rails.map(\.provenance).first == "/sys/class/hwmon/hwmon3/power1_input")
    }

    @Test func withoutLabelsAndNameTheDirectoryAndTheChannelAreTheName() throws {
        let rails = try rails(["in10_input": "1000", "curr10_input": "-40", "in2_input": "3300"])
        #expect(rails.map(\.name) == ["hwmon3/in10"])
        #expect(try rails.map { try $0.read() } == [Watts(-0.04)])
    }

    @Test func railsOfOneNameAreToldApart() throws {
        for entry in ["hwmon0", "hwmon4"] {
            try tree.device("hwmon/\(entry)", ["name": "amdgpu", "power1_label": "PPT", "power1_average": "7000000"])
        }
        try tree.device("hwmon/hwmon5", ["name": "ucd9000", "power1_input": "1000000"])
        #expect(HwmonRail.all(files: tree.files).map(\.name) == ["hwmon0/power1", "hwmon4/power1", "ucd9000/power1"])
    }

    @Test func voltageAndCurrentOfDifferentLabelsAreNoRail() throws {
        let rails = try rails([
            "name": "pmbus", "in1_label": "vin", "in1_input": "12000", "curr1_label": "iout1", "curr1_input": "9000",
            "in2_label": "+5V", "in2_input": "5000", "curr2_label": "+5V", "curr2_input": "1000",
        ])
        #expect(rails.map(\.name) == ["pmbus/+5V"])
    }

    @Test func aBatteryIsNotARail() throws {
        let rails = try rails(["name": "BAT0", "power1_input": "9000000", "device/type": "Battery"])
        #expect(rails.isEmpty)
    }

    @Test(arguments: ["", "4.2", "12 W", "0x10", "99999999999999999999", "nan"])
    func garbage(text: String) throws {
        let tree = try MadeUpTree.jetson()
        let rail = try #require(HwmonRail.all(files: tree.files).first)
        try tree.write("sys/class/hwmon/hwmon1/in1_input", text)
        #expect(
            throws: EnergyUnavailability.garbage(path: tree.path("sys/class/hwmon/hwmon1/in1_input"), text: text)
        ) { try rail.read() }
    }

    @Test func aFileThatVanishesOrCannotBeRead() throws {
        let tree = try MadeUpTree.jetson()
        let rail = try #require(HwmonRail.all(files: tree.files).first)
        let path = "sys/class/hwmon/hwmon1/curr1_input"
        try tree.remove(path)
        #expect(throws: EnergyUnavailability.noPower(path: tree.path(path))) { try rail.read() }
        try tree.makeUnreadable(path)
        #expect(throws: EnergyUnavailability.unreadable(path: tree.path(path), message: "Is a directory")) {
            try rail.read()
        }
    }

    @Test(.enabled(if: geteuid() != 0, "root reads every file"))
    func fileOfRoot() throws {
        let tree = try MadeUpTree.jetson()
        let rail = try #require(HwmonRail.all(files: tree.files).first)
        let path = tree.path("sys/class/hwmon/hwmon1/curr1_input")
        try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: path)
        #expect(throws: EnergyUnavailability.forbidden(path: path)) { try rail.read() }
    }

    @Test func theReasonOfAPermissionIsItsOwn() {
        let reason = EnergyUnavailability(KernelFiles.Failure(path: "/x/power1_input", errno: EACCES))
        #expect(
            reason.description
                == "no permission to read /x/power1_input; run as root, or sudo chmod a+r /x/power1_input")
    }
}
