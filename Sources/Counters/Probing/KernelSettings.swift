import Basics

/// What the kernel says about counting, read from its files.
public struct KernelSettings: Equatable, Sendable {
    /// `/proc/sys/kernel/perf_event_paranoid`; `nil` where the kernel does not have it. Up to 2 lets a
    /// process count itself in user mode, up to 1 in kernel mode too, up to 0 a whole CPU; Debian's 3 and
    /// Android's are stricter still (kernel.org, admin-guide/sysctl/kernel).
    public let paranoidLevel: Int?
    /// Whether `/sys/bus/event_source/devices` lists a PMU of a CPU.
    public let hasPMU: Bool

    /// Memberwise.
    public init(paranoidLevel: Int?, hasPMU: Bool) {
        self.paranoidLevel = paranoidLevel
        self.hasPMU = hasPMU
    }

    /// Reads them below `files`' root.
    public init(_ files: KernelFiles = KernelFiles()) {
        paranoidLevel = (try? files.text("/proc/sys/kernel/perf_event_paranoid")).flatMap { Int($0) }
        hasPMU = files.entries("/sys/bus/event_source/devices").contains { name in
            Self.prefixesOfPMUs.contains { name.hasPrefix($0) }
        }
    }

    /// x86 calls it `cpu`, or `cpu_core` and `cpu_atom`; Arm `armv8_pmuv3_0`, `armv8_cortex_a72` and the
    /// like; Asahi `apple_firestorm_pmu`.
    private static let prefixesOfPMUs = ["cpu", "armv", "apple_"]
}
