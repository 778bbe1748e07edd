import Quantities
import TestSupport
import Testing

@testable import Energy

@Suite struct BatteryTests {
    @Test func powerWhileDischarging() throws {
        let tree = try MadeUpTree()
        try tree.battery(
            status: "Discharging", ["power_now": "8400000", "current_now": "1", "voltage_now": "1"])
        let battery = try Battery("BAT0", files: tree.files)
        #expect(battery.name == "battery/BAT0")
        #expect(try battery.read() == Watts(8.4))
        #expect(battery.provenance == "/sys/class/power_supply/BAT0/power_now")
    }

    @Test(arguments: ["700000", "-700000"]) func currentTimesVoltageWhateverTheSign(current: String) throws {
        let tree = try MadeUpTree()
        try tree.battery(status: "Discharging", ["current_now": current, "voltage_now": "12000000"])
        let power = try Battery("BAT0", files: tree.files).read()
        #expect(abs(power.value - 8.4) < 1e-12)
    }

    @Test(arguments: ["Charging", "Full", "Not charging", "Unknown"])
    func onTheMainsThereIsAReasonAndNoZero(status: String) throws {
        let tree = try MadeUpTree()
        try tree.battery(status: status, ["power_now": "0"])
        #expect(throws: EnergyUnavailability.notDischarging(battery: "BAT0", status: status)) {
            try Battery("BAT0", files: tree.files)
        }
    }

    @Test func aChargerPluggedInMeanwhileFailsReadings() throws {
        let tree = try MadeUpTree()
        try tree.battery(status: "Discharging", ["power_now": "8400000"])
        let battery = try Battery("BAT0", files: tree.files)
        try tree.battery(status: "Charging", [:])
        #expect(throws: EnergyUnavailability.notDischarging(battery: "BAT0", status: "Charging")) { try battery.read() }
    }

    @Test(arguments: [[:], ["current_now": "5"], ["voltage_now": "5"]]) func noPowerAtAll(texts: [String: String])
        throws
    {
        let tree = try MadeUpTree()
        try tree.battery(status: "Discharging", texts)
        #expect(throws: EnergyUnavailability.noPower(path: tree.path("sys/class/power_supply/BAT0/power_now"))) {
            try Battery("BAT0", files: tree.files)
        }
    }

    @Test func garbage() throws {
        let tree = try MadeUpTree()
        try tree.battery(status: "Discharging", ["power_now": "8.4 W"])
        let path = tree.path("sys/class/power_supply/BAT0/power_now")
        #expect(throws: EnergyUnavailability.garbage(path: path, text: "8.4 W")) {
            try Battery("BAT0", files: tree.files)
        }
    }

    @Test func chargersAndMiceAreNoBatteriesOfTheMachine() throws {
        let tree = try MadeUpTree()
        try tree.battery("BAT1", status: "Discharging", ["scope": "System"])
        try tree.battery("hidpp_battery_0", status: "Discharging", ["scope": "Device"])
        try tree.device("power_supply/AC", ["type": "Mains", "online": "0"])
        #expect(Battery.entries(files: tree.files) == ["BAT1"])
    }
}
