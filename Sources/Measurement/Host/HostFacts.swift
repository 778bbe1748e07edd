import Basics
import Crypto
import Foundation
import Report

/// The stable facts of the machine: those that make two reports comparable.
public struct HostFacts: Equatable, Sendable {
    /// The processor's model, with family, model and stepping where the kernel tells them.
    public var cpu: String
    /// Instruction sets that decide which kernels can run, sorted.
    public var isa: [String]
    /// Of the first CPU, level by level.
    public var caches: [Report.Host.Cache]
    /// Main memory in bytes.
    public var memoryBytes: Int
    /// Bytes that programs can still have, at the time of looking; nil where the system does not tell.
    public var availableMemoryBytes: Int?
    /// Name and version of the distribution.
    public var os: String
    /// Release of the kernel.
    public var kernel: String
    /// What stands between this system and the hardware; `none` on bare metal.
    public var virtualization: String
    /// The frequency governor of the first CPU, or why it is unknown.
    public var governor: String

    /// Reads them from /proc and /sys.
    public init(files: KernelFiles = KernelFiles()) {
        let cpuinfo = files.fields("/proc/cpuinfo")
        cpu = Self.cpuName(cpuinfo, files)
        isa = Self.isa(cpuinfo)
        caches = Self.caches(files)
        let memory = files.fields("/proc/meminfo").compactMapValues(Self.bytes)
        memoryBytes = memory["MemTotal"] ?? Int(clamping: ProcessInfo.processInfo.physicalMemory)
        availableMemoryBytes = memory["MemAvailable"]
        os =
            files.fields("/etc/os-release", separator: "=")["PRETTY_NAME"]
            ?? ProcessInfo.processInfo.operatingSystemVersionString
        kernel = files.optionalText("/proc/sys/kernel/osrelease") ?? "unknown"
        virtualization = Self.virtualization(cpuinfo, files)
        governor =
            files.optionalText("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor")
            ?? "unknown (no cpufreq interface)"
    }

    /// Twelve hexadecimal digits of SHA-256 over CPU model, ISA, caches, memory in whole GiB and OS. Clock speed,
    /// load and kernel build stay out, so that the same machine keeps its name.
    public var id: String {
        let gibibytes = (memoryBytes + (1 << 29)) >> 30
        let facts =
            [cpu, isa.joined(separator: " ")]
            + caches.map { "L\($0.level) \($0.kind) \($0.bytes)" }
            + ["\(gibibytes) GiB", os]
        let digest = SHA256.hash(data: Data(facts.joined(separator: "\n").utf8))
        return digest.prefix(6).map { String(format: "%02x", $0) }.joined()
    }

    /// Bytes of the largest cache, which a cold run must exceed; 32 MiB where the system does not tell.
    public var lastLevelCacheBytes: Int {
        caches.map(\.bytes).max() ?? 32 << 20
    }

    /// The report's description of this host.
    public func described(counters: Report.Host.Counters) -> Report.Host {
        .init(
            id: id, cpu: cpu, isa: isa, caches: caches, memoryBytes: memoryBytes, os: os, kernel: kernel,
            virtualization: virtualization, governor: governor, counters: counters)
    }
}

extension HostFacts {
    private static func cpuName(_ cpuinfo: [String: String], _ files: KernelFiles) -> String {
        if let model = cpuinfo["model name"] {
            // Hypervisors hide the model behind a brand name; family, model and stepping tell cores apart.
            let identity = ["cpu family", "model", "stepping"].compactMap { cpuinfo[$0] }
            return identity.count == 3 ? "\(model) (\(identity.joined(separator: "/")))" : model
        }
        // Arm Linux gives numbers; a device tree gives a name.
        if let model = files.optionalText("/proc/device-tree/model") {
            return model.trimmingCharacters(in: .controlCharacters)
        }
        if let implementer = cpuinfo["CPU implementer"], let part = cpuinfo["CPU part"] {
            return "Arm implementer \(implementer) part \(part)"
        }
        return "unknown"
    }

    /// The extensions that decide which kernels can run, of those the kernel lists.
    private static func isa(_ cpuinfo: [String: String]) -> [String] {
        let relevant: Set = [
            "sse4_2", "avx", "f16c", "fma", "avx2", "avx_vnni", "avx512f", "avx512bw", "avx512dq", "avx512vl",
            "avx512_vnni", "avx512_bf16", "avx512_fp16", "amx_tile", "amx_int8", "amx_bf16",
            "asimd", "asimdhp", "asimddp", "i8mm", "bf16", "sve", "sve2",
        ]
        let flags = (cpuinfo["flags"] ?? cpuinfo["Features"] ?? "").split(separator: " ").map(String.init)
        return Set(flags).intersection(relevant).sorted()
    }

    private static func caches(_ files: KernelFiles) -> [Report.Host.Cache] {
        let folder = "/sys/devices/system/cpu/cpu0/cache"
        return files.entries(folder).filter { $0.hasPrefix("index") }.compactMap { index in
            guard
                let level = files.optionalText("\(folder)/\(index)/level").flatMap({ Int($0) }),
                let kind = files.optionalText("\(folder)/\(index)/type")?.lowercased(),
                let size = files.optionalText("\(folder)/\(index)/size"),
                let kibibytes = Int(size.prefix { $0.isNumber })
            else { return nil }
            return .init(level: level, kind: kind, bytes: kibibytes << 10)
        }
    }

    /// A line of /proc/meminfo, `24649516 kB`.
    private static func bytes(_ text: String) -> Int? {
        text.split(separator: " ").first.flatMap { Int($0) }.map { $0 << 10 }
    }

    private static func virtualization(_ cpuinfo: [String: String], _ files: KernelFiles) -> String {
        var layers: [String] = []
        if (cpuinfo["flags"] ?? "").split(separator: " ").contains("hypervisor") {
            layers.append(
                files.optionalText("/sys/class/dmi/id/sys_vendor").map { "virtual machine (\($0))" }
                    ?? "virtual machine")
        }
        if files.exists("/.dockerenv") || files.exists("/run/.containerenv")
            || (files.optionalText("/proc/1/cgroup") ?? "").contains("docker")
        {
            layers.append("container")
        }
        return layers.isEmpty ? "none" : layers.joined(separator: ", ")
    }
}
