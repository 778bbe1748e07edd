/// Why an event has no count. Its ``reason`` goes into the report, its ``remedy`` to the user.
public enum CounterUnavailability: Error, Equatable, Sendable {
    /// This program was built without libpapi.
    case notBuilt
    /// libpapi is not the version this program was compiled for.
    case versionMismatch(built: String, found: String)
    /// No event of this name here; the nearest there are.
    case unknownEvent(nearest: [String])
    /// PAPI knows the preset but has no events of this processor for it.
    case notOnThisProcessor
    /// The kernel lists no PMU of a CPU.
    case noPMU
    /// There is a PMU, and the kernel does not have this event of it.
    case notInKernel
    /// `perf_event_paranoid` stands at `level`, the event needs `needed` or less.
    case paranoid(level: Int, needed: Int)
    /// The kernel's settings allow it and yet perf_event_open is refused, with this `errno`.
    case sandboxed(errno: Int32, level: Int?)
    /// The kernel has no perf_event_open at all, or a sandbox acts as if.
    case noSystemCall
    /// Refused although other events are allowed.
    case eventForbidden
    /// It cannot be counted even alone: something else holds the counter.
    case counterTaken
    /// PAPI switched off the component that counts it.
    case componentDisabled(name: String, reason: String)
    /// Multiplexing was asked for and refused.
    case multiplexingRefused(message: String)
    /// It counts something that cannot be.
    case broken(detail: String)
    /// A derived figure lacks these events, counted in one and the same pass.
    case missingInputs([String])
    /// The pass that counts it was not run.
    case notMeasured
    /// Every event of the pass stopped counting during a measurement.
    case failedDuringRun(PAPIFailure, message: String)
    /// libpapi refused for another reason.
    case papi(PAPIFailure, message: String)
}

extension CounterUnavailability: CustomStringConvertible {
    /// The reason and the remedy in one line.
    public var description: String { remedy.map { "\(reason); \($0)" } ?? reason }

    /// What is the matter, in one clause.
    public var reason: String {
        switch self {
        case .notBuilt:
            "this build has no PAPI"
        case .versionMismatch(let built, let found):
            "built for PAPI \(built), found PAPI \(found)"
        case .unknownEvent(let nearest):
            "PAPI knows no event of this name here"
                + (nearest.isEmpty ? "" : " (nearest: \(nearest.joined(separator: ", ")))")
        case .notOnThisProcessor:
            "PAPI has no events of this processor for it"
        case .noPMU:
            "no hardware PMU (virtual machine): the kernel lists none under /sys/bus/event_source/devices"
        case .notInKernel:
            "the kernel's PMU driver does not have this event"
        case .paranoid(let level, let needed):
            "kernel.perf_event_paranoid is \(level), this event needs \(needed) or less"
        case .sandboxed(let errno, let level):
            "perf_event_open is refused (errno \(errno)) although kernel.perf_event_paranoid"
                + (level.map { " is \($0)" } ?? " cannot be read") + ": seccomp or container permissions"
        case .noSystemCall:
            "the kernel, or the sandbox around it, has no perf_event_open (ENOSYS)"
        case .eventForbidden:
            "permission denied for this event, while others are allowed"
        case .counterTaken:
            "cannot be counted even alone: its counter is taken (conflict)"
        case .componentDisabled(let name, let reason):
            "PAPI's component \(name) is disabled: \(reason)"
        case .multiplexingRefused(let message):
            "multiplexing refused: \(message)"
        case .broken(let detail):
            "broken counter: \(detail)"
        case .missingInputs(let events):
            "needs \(events.joined(separator: " and ")), counted in the same pass"
        case .notMeasured:
            "its pass was not run"
        case .failedDuringRun(let failure, let message):
            "\(failure.call.rawValue) failed during the run: \(message) (\(failure.code))"
        case .papi(let failure, let message):
            "\(failure.call.rawValue) failed: \(message) (\(failure.code))"
        }
    }

    /// What the user can do, `nil` where nothing is known to help.
    public var remedy: String? {
        switch self {
        case .notBuilt:
            "build on Linux with libpapi-dev and the package trait PAPI"
        case .versionMismatch:
            "rebuild against the installed libpapi-dev"
        case .unknownEvent:
            "list names with `papi_avail` and `papi_native_avail`"
        case .notOnThisProcessor:
            "choose one of `papi_avail -a`"
        case .noPMU:
            "run on bare metal, or let the hypervisor pass its PMU through"
        case .notInKernel:
            "choose one that `perf list` names"
        case .paranoid(_, let needed):
            "sudo sysctl kernel.perf_event_paranoid=\(needed)"
        case .sandboxed:
            "allow perf_event_open in the sandbox (Docker: --cap-add PERFMON or --security-opt seccomp=FILE)"
        case .noSystemCall:
            "run on a kernel with CONFIG_PERF_EVENTS, outside the sandbox"
        case .eventForbidden:
            "run with CAP_PERFMON"
        case .counterTaken:
            "stop other profilers, and the watchdog: sudo sysctl kernel.nmi_watchdog=0"
        case .multiplexingRefused:
            "count in several passes instead"
        case .missingInputs(let events):
            "count them together: --counters \(events.joined(separator: ","))"
        case .componentDisabled, .broken, .notMeasured, .failedDuringRun, .papi:
            nil
        }
    }
}
