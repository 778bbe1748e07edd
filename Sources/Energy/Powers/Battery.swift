import Basics
import Quantities

/// The battery that the machine runs on, as `/sys/class/power_supply` shows it: `power_now` in µW, else `current_now`
/// in µA times `voltage_now` in µV (kernel.org, ABI/testing/sysfs-class-power). On the mains its power is the charger's
/// and no figure of the machine, so that it is read while it discharges alone.
public struct Battery: PowerSource {
    /// `battery/BAT0`.
    public let name: String
    private let entry: String
    private let power: PowerFiles

    static let directory = "/sys/class/power_supply"

    /// - Parameters:
    ///   - entry: its directory's name, such as `BAT0`.
    ///   - files: the kernel's files.
    /// - Throws: ``EnergyUnavailability`` where it does not discharge or tells no power.
    public init(_ entry: String, files: KernelFiles = KernelFiles()) throws(EnergyUnavailability) {
        let directory = "\(Self.directory)/\(entry)"
        let names = files.entries(directory)
        if names.contains("power_now") {
            power = PowerFiles(paths: ["\(directory)/power_now"], unit: 1e-6, kernel: files)
        } else if names.contains("current_now"), names.contains("voltage_now") {
            power = PowerFiles(
                paths: ["current_now", "voltage_now"].map { "\(directory)/\($0)" }, unit: 1e-12, kernel: files)
        } else {
            throw .noPower(path: "\(files.root)\(directory)/power_now")
        }
        self.entry = entry
        name = "battery/\(entry)"
        _ = try read()
    }

    /// The files.
    public var provenance: String { power.provenance }

    /// Drivers disagree on the sign of a discharging battery's current, so that it is left out.
    public func read() throws(EnergyUnavailability) -> Watts {
        let status = try power.kernel.value("\(Self.directory)/\(entry)/status")
        guard status == "Discharging" else { throw .notDischarging(battery: entry, status: status) }
        return Watts(abs(try power.watts()))
    }

    /// The directories of the machine's batteries: not of chargers, nor of mice and keyboards.
    /// - Parameter files: the kernel's files.
    public static func entries(files: KernelFiles = KernelFiles()) -> [String] {
        files.entries(directory).filter { entry in
            (try? files.text("\(directory)/\(entry)/type")) == "Battery"
                && (try? files.text("\(directory)/\(entry)/scope")) != "Device"
        }
    }
}
