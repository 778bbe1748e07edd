import TestSupport
import Basics
import Report
import Testing

@testable import Measurement

@Suite("The host, as /proc and /sys describe it")
struct HostFactsTests {
    static let zen: [String: String] = [
        "proc/cpuinfo": """
        processor\t: 0
        cpu family\t: 25
        model\t\t: 1
        model name\t: AMD EPYC
        stepping\t: 1
        cpu MHz\t\t: 2445.406
        flags\t\t: fpu sse4_2 avx f16c fma avx2 hypervisor
        bogomips\t: 4890.81

        processor\t: 1
        model name\t: something else
        """,
        "proc/meminfo": "MemTotal:       24649516 kB\nMemFree: 1 kB\n",
        "etc/os-release": "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nNAME=\"Debian GNU/Linux\"\n",
        "proc/sys/kernel/osrelease": "6.1.0\n",
        "sys/devices/system/cpu/cpu0/cache/index0/level": "1\n",
        "sys/devices/system/cpu/cpu0/cache/index0/type": "Data\n",
        "sys/devices/system/cpu/cpu0/cache/index0/size": "32K\n",
        "sys/devices/system/cpu/cpu0/cache/index3/level": "3\n",
        "sys/devices/system/cpu/cpu0/cache/index3/type": "Unified\n",
        "sys/devices/system/cpu/cpu0/cache/index3/size": "32768K\n",
    ]

    static func facts(changing path: String? = nil, to text: String = "") throws -> HostFacts {
        var files = zen
        if let path { files[path] = text }
        let tree = try MadeUpTree(files)
        return withExtendedLifetime(tree) { HostFacts(files: tree.files) }
    }

    @Test("Every fact is read")
    func facts() throws {
        let facts = try Self.facts()
        #expect(facts.cpu == "AMD EPYC (25/1/1)")
        #expect(facts.isa == ["avx", "avx2", "f16c", "fma", "sse4_2"])
        #expect(
            facts.caches == [
                .init(level: 1, kind: "data", bytes: 32 << 10), .init(level: 3, kind: "unified", bytes: 32 << 20),
            ])
        #expect(facts.memoryBytes == 24_649_516 << 10)
        #expect(facts.os == "Debian GNU/Linux 12 (bookworm)")
        #expect(facts.kernel == "6.1.0")
        #expect(facts.virtualization == "virtual machine")
        #expect(facts.governor == "unknown (no cpufreq interface)")
        #expect(facts.lastLevelCacheBytes == 32 << 20)
    }

    @Test(
        "What changes from day to day leaves the digest alone",
        arguments: [
            ("proc/cpuinfo", zen["proc/cpuinfo"]!.replacingOccurrences(of: "2445.406", with: "1200.000")),
            ("proc/cpuinfo", zen["proc/cpuinfo"]!.replacingOccurrences(of: "4890.81", with: "4891.02")),
            ("proc/meminfo", "MemTotal:       24649000 kB\n"),
            ("proc/sys/kernel/osrelease", "6.2.0\n"),
            ("proc/loadavg", "9.0 9.0 9.0 1/1 1\n"),
        ])
    func stable(path: String, text: String) throws {
        #expect(try Self.facts(changing: path, to: text).id == Self.facts().id)
    }

    @Test(
        "What makes another machine changes the digest",
        arguments: [
            ("proc/cpuinfo", zen["proc/cpuinfo"]!.replacingOccurrences(of: "AMD EPYC", with: "AMD EPYX")),
            ("proc/cpuinfo", zen["proc/cpuinfo"]!.replacingOccurrences(of: " avx2", with: "")),
            ("proc/meminfo", "MemTotal:       12649000 kB\n"),
            ("etc/os-release", "PRETTY_NAME=\"Debian GNU/Linux 13 (trixie)\"\n"),
            ("sys/devices/system/cpu/cpu0/cache/index3/size", "16384K\n"),
        ])
    func distinct(path: String, text: String) throws {
        #expect(try Self.facts(changing: path, to: text).id != Self.facts().id)
    }

    @Test("An Arm board without a model name is named by its device tree, else by its numbers")
    func arm() throws {
        let cpuinfo = "CPU implementer\t: 0x41\nCPU part\t: 0xd08\nFeatures\t: fp asimd asimddp aes\n"
        #expect(try Self.facts(changing: "proc/cpuinfo", to: cpuinfo).cpu == "Arm implementer 0x41 part 0xd08")
        var files = Self.zen
        files["proc/cpuinfo"] = cpuinfo
        files["proc/device-tree/model"] = "Raspberry Pi 4 Model B Rev 1.4\0"
        let tree = try MadeUpTree(files)
        let facts = HostFacts(files: tree.files)
        #expect(facts.cpu == "Raspberry Pi 4 Model B Rev 1.4")
        #expect(facts.isa == ["asimd", "asimddp"])
    }

    @Test("An empty tree gives facts, not a failure")
    func empty() throws {
        let tree = try MadeUpTree(["nothing": ""])
        let facts = HostFacts(files: tree.files)
        #expect(facts.cpu == "unknown")
        #expect(facts.caches.isEmpty)
        #expect(facts.memoryBytes > 0)
        #expect(facts.id.count == 12)
    }
}
