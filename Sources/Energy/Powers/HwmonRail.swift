import Basics
import Quantities

/// A rail of a sensor that the kernel's hardware monitoring shows, in `/sys/class/hwmon/hwmonN`: `powerM_input` or
/// `powerM_average` in µW, else `inM_input` in mV times `currM_input` in mA (kernel.org, hwmon/sysfs-interface).
public struct HwmonRail: PowerSource {
    /// The chip and the label, `ina3221/VDD_IN`; without a label the channel, `amdgpu/power1`; directory and channel,
    /// `hwmon3/in1`, where several rails have the same.
    public let name: String
    /// Whether all that the board takes flows through it.
    public let isBoard: Bool
    private let power: PowerFiles

    static let directory = "/sys/class/hwmon"

    /// What NVIDIA labels the input of a Jetson's board with.
    private static let boards: Set = ["VDD_IN", "POM_5V_IN"]

    private init(_ channel: HwmonChannel, name: String) {
        self.name = name
        isBoard = Self.boards.contains(channel.label)
        power = channel.power
    }

    /// The files.
    public var provenance: String { power.provenance }

    /// A current may flow backwards: the sign is the driver's.
    public func read() throws(EnergyUnavailability) -> Watts { Watts(try power.watts()) }

    /// All rails, the chips in the kernel's order.
    /// - Parameter files: the kernel's files.
    public static func all(files: KernelFiles = KernelFiles()) -> [HwmonRail] {
        let channels = files.entries(directory).flatMap { HwmonChannel.all(of: $0, files) }
        let uses = Dictionary(grouping: channels, by: \.name)
        return channels.map { HwmonRail($0, name: uses[$0.name]?.count == 1 ? $0.name : $0.place) }
    }
}

/// A channel of a chip, before it is known whether its name is its own.
private struct HwmonChannel {
    /// Chip and label.
    let name: String
    /// Directory and channel.
    let place: String
    let label: String
    let power: PowerFiles

    static func all(of entry: String, _ files: KernelFiles) -> [HwmonChannel] {
        let directory = "\(HwmonRail.directory)/\(entry)"
        // The kernel shows batteries here again, charging or not.
        guard (try? files.text("\(directory)/device/type")) != "Battery" else { return [] }
        let chip = (try? files.text("\(directory)/name")) ?? entry
        let names = Set(files.entries(directory))
        let numbers = Set(names.compactMap(number)).sorted()
        return numbers.compactMap { number in
            guard let (channel, files) = power(number, chip, names, directory, files) else { return nil }
            return HwmonChannel(chip, "\(entry)/\(channel)", label: "\(directory)/\(channel)_label", channel, files)
        }
    }

    private init(_ chip: String, _ place: String, label path: String, _ channel: String, _ power: PowerFiles) {
        let text = (try? power.kernel.text(path)) ?? ""
        label = text.isEmpty ? channel : text
        name = "\(chip)/\(label)"
        self.place = place
        self.power = power
    }

    /// The number of a channel that tells a power or a voltage: 12 of `power12_average`.
    private static func number(_ file: String) -> Int? {
        guard let match = file.wholeMatch(of: /(?:power|in)([0-9]+)_(?:input|average)/) else { return nil }
        return Int(match.1)
    }

    private static func power(
        _ number: Int, _ chip: String, _ names: Set<String>, _ directory: String, _ files: KernelFiles
    ) -> (channel: String, files: PowerFiles)? {
        func made(_ channel: String, of paths: [String]) -> (String, PowerFiles) {
            // mV · mA are µW as well.
            (channel, PowerFiles(paths: paths.map { "\(directory)/\($0)" }, unit: 1e-6, kernel: files))
        }
        for file in ["power\(number)_input", "power\(number)_average"] where names.contains(file) {
            return made("power\(number)", of: [file])
        }
        let (voltage, current) = ("in\(number)_input", "curr\(number)_input")
        guard names.isSuperset(of: [voltage, current]) else { return nil }
        // Beyond its three channels an INA3221 has shunt voltages and the currents' sum (kernel.org, hwmon/ina3221).
        guard chip != "ina3221" || number <= 3 else { return nil }
        // Power supplies number voltages and currents apart: two labels that differ are two rails.
        let labels = ["in", "curr"].compactMap { try? files.text("\(directory)/\($0)\(number)_label") }
        guard labels.first == labels.last else { return nil }
        return made("in\(number)", of: [current, voltage])
    }
}
