import Basics
import Foundation
import Report

/// Conditions of the machine that may spoil figures, each with its remedy.
public enum Conditions {
    /// Looks at the machine before a run.
    /// - Parameters:
    ///   - thread: the measuring thread, for its pinning.
    ///   - debug: whether the program was built in debug configuration.
    public static func warnings(
        facts: HostFacts, thread: MeasuringThread, debug: Bool, files: KernelFiles = KernelFiles()
    ) -> [Report.Warning] {
        machine(facts, files: files) + [unpinned(thread), debug ? debugBuild : nil].compactMap { $0 }
    }

    /// Those of the machine alone, whatever measures on it.
    public static func machine(_ facts: HostFacts, files: KernelFiles = KernelFiles()) -> [Report.Warning] {
        [governor(facts), turbo(files), load(files), virtualization(facts)].compactMap { $0 }
    }

    /// Idle threads of OpenMP, as oneDNN's and OpenBLAS's may be, spin through the turns of the other variants unless they
    /// are told to sleep.
    /// - Parameters:
    ///   - threads: of the run.
    ///   - libraries: of others, in this build.
    public static func spinning(
        threads: Int, libraries: [String], environment: [String: String] = ProcessInfo.processInfo.environment
    ) -> Report.Warning? {
        guard threads > 1, !libraries.isEmpty, environment["OMP_WAIT_POLICY"]?.lowercased() != "passive" else {
            return nil
        }
        return .init(
            code: "spinning",
            message:
                "idle threads of \(libraries.joined(separator: ", ")) may spin through the turns of other variants",
            remedy: "start with OMP_WAIT_POLICY=passive in the environment, or measure on one thread")
    }

    private static func governor(_ facts: HostFacts) -> Report.Warning? {
        if facts.governor == "performance" { return nil }
        return .init(
            code: "governor",
            message: "the frequency governor is \(facts.governor), so the clock may change during the run",
            remedy: "on bare metal: cpupower frequency-set --governor performance; in a virtual machine only its "
                + "host can")
    }

    private static func turbo(_ files: KernelFiles) -> Report.Warning? {
        let on =
            files.optionalText("/sys/devices/system/cpu/cpufreq/boost") == "1"
            || files.optionalText("/sys/devices/system/cpu/intel_pstate/no_turbo") == "0"
        guard on else { return nil }
        return .init(
            code: "turbo", message: "turbo is on: the clock depends on temperature and on the other cores",
            remedy: "echo 0 > /sys/devices/system/cpu/cpufreq/boost, or 1 > …/intel_pstate/no_turbo")
    }

    private static func load(_ files: KernelFiles) -> Report.Warning? {
        guard let text = files.optionalText("/proc/loadavg")?.split(separator: " ").first, let load = Double(text),
            load > 0.5
        else { return nil }
        return .init(
            code: "load", message: "the machine is busy: load average \(text) over the last minute",
            remedy: "stop other programs, then run again")
    }

    private static func virtualization(_ facts: HostFacts) -> Report.Warning? {
        guard facts.virtualization != "none" else { return nil }
        return .init(
            code: "virtualization",
            message: "this is a \(facts.virtualization): neighbours share caches, memory and clock",
            remedy: "trust the ratios, which come from the same rounds, before the times; measure on bare metal for "
                + "absolute figures")
    }

    private static func unpinned(_ thread: MeasuringThread) -> Report.Warning? {
        guard let reason = thread.unpinned else { return nil }
        return .init(
            code: "unpinned", message: "the measuring thread moves between CPUs: \(reason)",
            remedy: "allow sched_setaffinity, or start under taskset")
    }

    private static var debugBuild: Report.Warning {
        .init(
            code: "debug-build",
            message: "a debug build: kernels are optimised, the rest of the program only in part",
            remedy: "swift run -c release bench …, for the last per cent")
    }
}

/// CPU time that the hypervisor gave to others, over a run.
public struct StealTime: Sendable {
    private let files: KernelFiles
    private let before: (steal: Double, total: Double)?

    /// Starts watching.
    public init(files: KernelFiles = KernelFiles()) {
        self.files = files
        before = Self.read(files)
    }

    /// A warning where more than 1 % of the CPU time since `init` was stolen.
    public func warning() -> Report.Warning? {
        guard let before, let now = Self.read(files), now.total > before.total else { return nil }
        let share = (now.steal - before.steal) / (now.total - before.total)
        guard share > 0.01 else { return nil }
        return .init(
            code: "steal",
            message: "the hypervisor gave \((share * 1000).rounded() / 10) % of the CPU time to others during the run",
            remedy: "run again at a quieter time; ratios suffer less than times")
    }

    /// The first line of /proc/stat, in clock ticks: user nice system idle iowait irq softirq steal …
    private static func read(_ files: KernelFiles) -> (steal: Double, total: Double)? {
        let ticks =
            (files.optionalText("/proc/stat") ?? "").split(separator: "\n").first?
            .split(separator: " ").dropFirst().compactMap { Double($0) } ?? []
        guard ticks.count >= 8 else { return nil }
        // Guest time, which follows, is part of user time already.
        return (ticks[7], ticks.prefix(8).reduce(0, +))
    }
}
