import Basics
import Counters

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The best meter of this machine, and why the ones before it are none.
///
/// Sources are tried in order: the platform before the packages, which it holds, and for each perf before
/// powercap. A source counts as a meter once its counters have moved.
public struct EnergyDiscovery {
    /// The meter found, for the thread that discovered it.
    public let meter: (any EnergyMeter)?
    /// The sources that were tried in vain, with the reasons.
    public let refusals: [(source: String, reason: EnergyUnavailability)]

    /// - Parameters:
    ///   - files: the kernel's files.
    ///   - library: libpapi.
    ///   - wait: lets the counters move; longer than ``EnergyLimits/shortestWindow``.
    public init(
        files: KernelFiles = KernelFiles(), library: CounterLibrary = .shared,
        wait: () -> Void = { usleep(60_000) }
    ) {
        var refusals: [(source: String, reason: EnergyUnavailability)] = []
        for domain in EnergyDomain.allCases {
            for source in Source.allCases {
                do {
                    let meter = try source.meter(domain, files, library)
                    _ = try meter.measure(wait)
                    (self.meter, self.refusals) = (meter, refusals)
                    return
                } catch {
                    refusals.append(("\(source.rawValue) \(domain.rawValue)", error))
                }
            }
        }
        (meter, self.refusals) = (nil, refusals)
    }

    /// The meter, or else every source with its reason.
    public var statuses: [SourceStatus] {
        if let meter {
            let name = "\(meter.name) \(meter.domain.rawValue)"
            return [SourceStatus(name: name, isAvailable: true, detail: meter.provenance)]
        }
        return refusals.map { source, reason in
            SourceStatus(name: source, isAvailable: false, detail: reason.reason, remedy: reason.remedy)
        }
    }

    enum Source: String, CaseIterable {
        case perf, powercap

        func meter(
            _ domain: EnergyDomain, _ files: KernelFiles, _ library: CounterLibrary
        ) throws(EnergyUnavailability) -> any EnergyMeter {
            switch self {
            case .perf: try EventMeter(domain, files: files, library: library)
            case .powercap: try PowercapMeter(domain, files: files)
            }
        }
    }
}
