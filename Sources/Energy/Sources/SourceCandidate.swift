import Basics
import Counters

/// A source that may be there, before anything is read from it.
struct SourceCandidate {
    /// What the user calls it.
    let name: String
    /// Whether it stands for the machine, as far as it is metered, and not for a rail among others.
    let isWhole: Bool
    private let opened: () throws(EnergyUnavailability) -> EnergySource

    /// Opens it for the calling thread.
    /// - Parameter wait: lets counters move.
    /// - Throws: why it is no source: it is missing or kept from this user, its counters stand still.
    func open(wait: () -> Void) throws(EnergyUnavailability) -> EnergySource {
        let source = try opened()
        switch source {
        case .counters(let meter, _): _ = try meter.measure(wait)
        case .power(let power): _ = try power.read()
        }
        return source
    }

    /// All of a machine, the best first: the board's input, RAPL's counters, the battery, then what is a part alone.
    static func all(files: KernelFiles, library: CounterLibrary) -> [SourceCandidate] {
        let rails = HwmonRail.all(files: files)
        let candidates = rails.map { rail in
            SourceCandidate(name: rail.name, isWhole: rail.isBoard) { () throws(EnergyUnavailability) in .power(rail) }
        }
        return candidates.filter(\.isWhole) + meters(files, library) + batteries(files)
            + (rails.isEmpty
                ? [missing("hwmon", "\(files.root)\(HwmonRail.directory)/*/power*_input")]
                : candidates.filter { !$0.isWhole })
    }

    private static func meters(_ files: KernelFiles, _ library: CounterLibrary) -> [SourceCandidate] {
        EnergyDomain.allCases.flatMap { domain in
            EnergyDiscovery.Source.allCases.map { source in
                let name = "\(source.rawValue)/\(domain.rawValue)"
                return SourceCandidate(name: name, isWhole: true) { () throws(EnergyUnavailability) in
                    .counters(try source.meter(domain, files, library), name: name)
                }
            }
        }
    }

    /// Of several batteries none stands for the machine.
    private static func batteries(_ files: KernelFiles) -> [SourceCandidate] {
        let entries = Battery.entries(files: files)
        guard !entries.isEmpty else { return [missing("battery", files.root + Battery.directory)] }
        return entries.map { entry in
            SourceCandidate(name: "battery/\(entry)", isWhole: entries.count == 1) {
                () throws(EnergyUnavailability) in .power(try Battery(entry, files: files))
            }
        }
    }

    private static func missing(_ name: String, _ path: String) -> SourceCandidate {
        SourceCandidate(name: name, isWhole: true) { () throws(EnergyUnavailability) in throw .noPower(path: path) }
    }
}
