import Basics
import Counters

/// RAPL as the kernel's power capping shows it, for Intel and AMD alike: `energy_uj` of the top zones in
/// `/sys/class/powercap/intel-rapl:N`, in µJ, wrapping at `max_energy_range_uj`
/// (kernel.org, power/powercap/powercap).
public struct PowercapMeter: EnergyMeter {
    /// `powercap`.
    public let name = "powercap"
    /// The domain asked for.
    public let domain: EnergyDomain
    /// The zones' own names.
    public let zones: [EnergyZone]

    private let files: KernelFiles
    private let paths: [String]

    private static let directory = "/sys/class/powercap"

    /// - Parameters:
    ///   - domain: what to meter.
    ///   - files: the kernel's files.
    /// - Throws: ``EnergyUnavailability`` where no zone of the domain is there, or one cannot be read.
    public init(_ domain: EnergyDomain, files: KernelFiles = KernelFiles()) throws(EnergyUnavailability) {
        var found: [(path: String, name: String)] = []
        for entry in files.entries(Self.directory) where Self.isTopZone(entry) {
            let path = "\(Self.directory)/\(entry)"
            let name = try files.value(path + "/name")
            if name.hasPrefix(domain.rawValue) { found.append((path, name)) }
        }
        // Several platform zones would hold one another's packages.
        if domain == .platform { found = Array(found.prefix(1)) }
        guard !found.isEmpty else {
            throw .noMeter(path: "\(files.root)\(Self.directory)/intel-rapl:* (\(domain.rawValue))")
        }
        var zones: [EnergyZone] = []
        for (path, name) in found {
            let range = try Self.number(path + "/max_energy_range_uj", files)
            guard range > 0 else {
                throw .garbage(path: "\(files.root)\(path)/max_energy_range_uj", text: "0")
            }
            zones.append(EnergyZone(name: name, joulesPerCount: 1e-6, range: range))
        }
        self.domain = domain
        self.files = files
        self.zones = zones
        paths = found.map(\.path)
        _ = try read()
    }

    /// The directories and their zones.
    public var provenance: String {
        zip(paths, zones).map { "\($0)/energy_uj (\($1.name))" }.joined(separator: " + ")
    }

    /// One file a zone.
    public func read() throws(EnergyUnavailability) -> EnergyReading {
        let seconds = Clock.seconds()
        var counts: [UInt64] = []
        for path in paths { counts.append(try Self.number(path + "/energy_uj", files)) }
        return EnergyReading(seconds: seconds, counts: counts)
    }

    /// `intel-rapl:0`, not its child `intel-rapl:0:0`, nor `intel-rapl-mmio:0`, which is the same package
    /// seen through another interface.
    private static func isTopZone(_ entry: String) -> Bool {
        let parts = entry.split(separator: ":", omittingEmptySubsequences: false)
        return parts.count == 2 && parts[0] == "intel-rapl"
    }

    private static func number(_ path: String, _ files: KernelFiles) throws(EnergyUnavailability) -> UInt64 {
        let text = try files.value(path)
        guard let number = UInt64(text) else { throw .garbage(path: files.root + path, text: text) }
        return number
    }
}
