import Basics
import Counters

/// RAPL as perf's power PMU counts it, read through PAPI's `perf_event_uncore` component: one event a
/// socket, on the CPU that `cpumask` names for it, in counts of `energy-pkg.scale` joules (2^-32).
///
/// The power PMU is not read without PAPI as well: it is the same counter of the same kernel, behind the
/// same permission (kernel.perf_event_paranoid of 0, or root), so where PAPI is refused so is perf, and a
/// build without PAPI has powercap.
public final class EventMeter: EnergyMeter {
    /// `perf`.
    public let name = "perf"
    /// The domain asked for.
    public let domain: EnergyDomain
    /// One a socket.
    public let zones: [EnergyZone]
    /// The events with their CPUs and scale.
    public let provenance: String

    private let session: CounterSession
    private let pass: CounterPass

    private static let directory = "/sys/bus/event_source/devices/power"

    /// Starts the counters for the calling thread, on which the meter is to be read.
    /// - Parameters:
    ///   - domain: what to meter.
    ///   - files: the kernel's files.
    ///   - library: libpapi.
    /// - Throws: ``EnergyUnavailability`` where the PMU is missing, its description cannot be read or PAPI
    ///   refuses the events.
    public init(
        _ domain: EnergyDomain, files: KernelFiles = KernelFiles(), library: CounterLibrary = .shared
    ) throws(EnergyUnavailability) {
        let (file, event) =
            switch domain {
            case .platform: ("energy-psys", "RAPL_ENERGY_PSYS")
            case .package: ("energy-pkg", "RAPL_ENERGY_PKG")
            }
        let scale = try Self.scale("\(Self.directory)/events/\(file).scale", files)
        var cpus = try Self.list("\(Self.directory)/cpumask", files)
        // A platform counts once, however many sockets report it.
        if domain == .platform { cpus = Array(cpus.prefix(1)) }
        session = try Self.session(event, cpus: cpus, files: files, library)
        guard let pass = session.passes.first, session.passes.count == 1 else { throw .socketsApart }
        guard pass.start() else { throw .event(event, pass.failure ?? .notMeasured) }
        self.pass = pass
        self.domain = domain
        zones = pass.events.map { EnergyZone(name: $0.name, joulesPerCount: scale, range: nil) }
        provenance = pass.events.map(\.name).joined(separator: " + ") + ", \(scale) J a count, through PAPI"
    }

    deinit { session.close() }

    /// All sockets in one call.
    public func read() throws(EnergyUnavailability) -> EnergyReading {
        let seconds = Clock.seconds()
        var counts = [Int64](repeating: 0, count: zones.count)
        guard pass.read(into: &counts) else { throw .event(zones[0].name, pass.failure ?? .notMeasured) }
        return EnergyReading(seconds: seconds, counts: counts.map { UInt64(bitPattern: $0) })
    }

    /// libpfm calls the PMU `rapl` on Intel and `amd64_rapl` on AMD.
    private static func session(
        _ event: String, cpus: [Int], files: KernelFiles, _ library: CounterLibrary
    ) throws(EnergyUnavailability) -> CounterSession {
        var refusal: EnergyUnavailability?
        for pmu in ["rapl", "amd64_rapl"] {
            let names = cpus.map { "\(pmu)::\(event):cpu=\($0)" }
            let session = CounterSession(
                CounterSelection(events: names), library: library, kernel: KernelSettings(files))
            guard let name = names.first(where: { session.refused[$0] != nil }),
                let reason = session.refused[name]
            else { return session }
            session.close()
            guard case .unknownEvent = reason else { throw .event(name, reason) }
            refusal = .event(name, reason)
        }
        throw refusal ?? .noMeter(path: files.root + directory)
    }

    private static func scale(_ path: String, _ files: KernelFiles) throws(EnergyUnavailability) -> Double {
        let text = try files.value(path)
        guard let scale = Double(text), scale > 0, scale.isFinite else {
            throw .garbage(path: files.root + path, text: text)
        }
        return scale
    }

    /// The kernel's list format: `0,28` or `0-3,8`.
    private static func list(_ path: String, _ files: KernelFiles) throws(EnergyUnavailability) -> [Int] {
        let text = try files.value(path)
        var cpus: [Int] = []
        for item in text.split(separator: ",", omittingEmptySubsequences: false) {
            let ends = item.split(separator: "-", omittingEmptySubsequences: false).map { UInt16($0) }
            guard let first = ends[0], let last = ends.count == 2 ? ends[1] : first, ends.count <= 2,
                first <= last
            else { throw .garbage(path: files.root + path, text: text) }
            cpus += (Int(first)...Int(last))
        }
        return cpus
    }
}
