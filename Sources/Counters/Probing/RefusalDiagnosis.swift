import Basics

/// Turns a refusal of libpapi into its cause, with the kernel's settings at hand.
///
/// PAPI's codes hide what the kernel said: EPERM and EACCES are one code, ENOENT stands for a missing PMU
/// as well as for a missing event, and where `perf_event_paranoid` forbids counting PAPI disables its whole
/// component, which makes every native event an unknown name.
struct RefusalDiagnosis {
    let calls: any PAPICalls
    let kernel: KernelSettings

    /// For a name PAPI has no code for.
    func unknown(_ name: String, _ failure: PAPIFailure) -> CounterUnavailability {
        if let perf = perfEvents, let reason = perf.disabledReason {
            let needed = EventTraits.neededParanoidLevel(of: name, component: nil)
            return disabled(perf.name, reason: reason, needed: needed)
        }
        let catalogue = EventCatalogue(calls)
        // Listed from libpfm's tables and yet without a code: the kernel has no such PMU.
        if catalogue.lists(EventName(name)) { return kernel.hasPMU ? .notInKernel : .noPMU }
        return .unknownEvent(nearest: nearestNames(to: name, in: catalogue.presets + catalogue.natives))
    }

    /// For an event PAPI knows and does not count.
    func refusal(
        of name: String, _ info: PAPIEventInfo, isPreset: Bool, _ failure: PAPIFailure
    ) -> CounterUnavailability {
        let component = calls.componentInfo(info.component)
        let needed = EventTraits.neededParanoidLevel(of: name, component: component?.name)
        switch failure.code {
        case PAPICode.noEvent:
            if isPreset && info.nativeCount == 0 && (component?.presetCount ?? 0) > 0 {
                return .notOnThisProcessor
            }
            let isSoftware = EventTraits.software.contains(name)
            return kernel.hasPMU || isSoftware ? .notInKernel : .noPMU
        case PAPICode.componentDisabled:
            return disabled(component?.name ?? "?", reason: component?.disabledReason ?? "?", needed: needed)
        case PAPICode.permission:
            return forbidden(needed: needed)
        case PAPICode.conflict:
            return .counterTaken
        case PAPICode.system where calls.softwareClockErrno() == Errno.noSystemCall:
            return .noSystemCall
        default:
            return .papi(failure, message: calls.message(for: failure.code))
        }
    }

    private func forbidden(needed: Int) -> CounterUnavailability {
        let level = kernel.paranoidLevel
        let answer = calls.softwareClockErrno()
        if answer != 0 && (level ?? 0) <= EventTraits.ownThreadLevel {
            return .sandboxed(errno: answer, level: level)
        }
        if let level, level > needed { return .paranoid(level: level, needed: needed) }
        return answer == 0 ? .eventForbidden : .sandboxed(errno: answer, level: level)
    }

    private func disabled(_ name: String, reason: String, needed: Int) -> CounterUnavailability {
        if let level = kernel.paranoidLevel, level > needed { return .paranoid(level: level, needed: needed) }
        return .componentDisabled(name: name, reason: reason)
    }

    private var perfEvents: PAPIComponent? {
        (0..<max(0, calls.componentCount())).lazy.compactMap { calls.componentInfo($0) }
            .first { $0.name == "perf_event" }
    }
}

/// Numbers of `errno` that Linux gives on all its processors here.
enum Errno {
    static let noSystemCall: Int32 = 38
}
