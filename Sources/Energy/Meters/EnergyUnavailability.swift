import Basics
import Counters

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Why there is no energy figure: a meter that cannot be read, or a window that yields none.
public enum EnergyUnavailability: Error, Equatable, Sendable {
    /// The kernel has no such meter.
    case noMeter(path: String)
    /// The kernel keeps the file from this user.
    case forbidden(path: String)
    /// The file cannot be read for another reason.
    case unreadable(path: String, message: String)
    /// The file does not hold what it should.
    case garbage(path: String, text: String)
    /// PAPI does not count the event.
    case event(String, CounterUnavailability)
    /// PAPI does not count the sockets at the same time.
    case socketsApart
    /// A window too short for a meter that is renewed every millisecond.
    case windowTooShort(seconds: Double)
    /// A window in which a counter may have wrapped twice.
    case windowTooLong(seconds: Double, longest: Double)
    /// A counter that stands still.
    case noMovement(zone: String, seconds: Double)
    /// A counter without a wrap that fell, or one beyond its range.
    case wentBackwards(zone: String)
    /// More power than a socket can draw.
    case impossiblePower(zone: String, watts: Double)
    /// The kernel tells no power there.
    case noPower(path: String)
    /// A battery that does not feed the machine.
    case notDischarging(battery: String, status: String)
    /// A sensor that reads 0 W throughout.
    case zeroPower(source: String, seconds: Double)
    /// No reading soon enough after the one before.
    case uncovered(readings: Int, seconds: Double)

    init(_ failure: KernelFiles.Failure) {
        switch failure.errno {
        case ENOENT, ENODEV: self = .noMeter(path: failure.path)
        case EACCES, EPERM: self = .forbidden(path: failure.path)
        default: self = .unreadable(path: failure.path, message: failure.message)
        }
    }
}

extension KernelFiles {
    /// A file's text, its failure told as a meter's.
    func value(_ path: String) throws(EnergyUnavailability) -> String {
        do {
            return try text(path)
        } catch {
            throw EnergyUnavailability(error)
        }
    }
}

extension EnergyUnavailability: CustomStringConvertible {
    /// The reason and the remedy in one line.
    public var description: String { remedy.map { "\(reason); \($0)" } ?? reason }

    /// What is the matter, in one clause.
    public var reason: String {
        switch self {
        case .noMeter(let path):
            "the kernel has no meter at \(path)"
        case .forbidden(let path):
            "no permission to read \(path)" + (path.hasSuffix("/energy_uj") ? ": root only since CVE-2020-8694" : "")
        case .unreadable(let path, let message):
            "cannot read \(path): \(message)"
        case .garbage(let path, let text):
            "\(path) holds '\(text.prefix(40))'"
        case .event(let event, let reason):
            "\(event): \(reason.reason)"
        case .socketsApart:
            "PAPI does not count all sockets at once"
        case .windowTooShort(let seconds):
            "a window of \(seconds) s is shorter than \(EnergyLimits.shortestWindow) s, at 1 ms between updates"
        case .windowTooLong(let seconds, let longest):
            "in a window of \(seconds) s a counter may wrap twice; up to \(longest) s are unambiguous"
        case .noMovement(let zone, let seconds):
            "\(zone) did not move within \(seconds) s; a virtual machine shows zeros"
        case .wentBackwards(let zone):
            "\(zone) went backwards"
        case .impossiblePower(let zone, let watts):
            "\(zone) claims \(watts) W, more than the \(EnergyLimits.watts) W that a socket may draw"
        case .noPower(let path):
            "the kernel tells no power at \(path)"
        case .notDischarging(let battery, let status):
            "\(battery) is '\(status.prefix(40))', not 'Discharging': what it tells is not the machine's power"
        case .zeroPower(let source, let seconds):
            "\(source) read 0 W for \(seconds) s, which no running machine draws"
        case .uncovered(let readings, let seconds):
            "none of \(readings) readings in \(seconds) s came within \(WindowTally.longestStep) intervals of another"
        }
    }

    /// What the user can do, `nil` where nothing is known to help.
    public var remedy: String? {
        switch self {
        case .noMeter:
            "run on bare metal with the kernel's RAPL driver (modprobe intel_rapl_msr), or attach a power meter"
        case .forbidden(let path):
            "run as root, or sudo chmod a+r \(path)"
        case .event(_, let reason):
            reason.remedy
        case .windowTooShort:
            "measure more calls at once"
        case .windowTooLong:
            "read the meter in between"
        case .noMovement:
            "run on bare metal, or attach a power meter"
        case .noPower:
            "load the sensor's driver, or attach a power meter"
        case .notDischarging:
            "unplug the charger"
        case .zeroPower:
            "choose another source, or attach a power meter"
        case .uncovered:
            "give a longer interval or a longer command"
        case .unreadable, .garbage, .socketsApart, .wentBackwards, .impossiblePower:
            nil
        }
    }
}
