import TestSupport
import Basics
import Report
import Testing

@testable import Measurement

@Suite("Conditions that spoil figures")
struct ConditionsTests {
    private func codes(
        _ files: [String: String], cpu: Int? = 1, debug: Bool = false
    ) throws -> [String] {
        let tree = try MadeUpTree(files)
        let system = tree.files
        return Conditions.warnings(
            facts: HostFacts(files: system), thread: .init(cpu: cpu, unpinned: cpu == nil ? "refused" : nil),
            debug: debug, files: system
        ).map(\.code)
    }

    private let quiet = [
        "sys/devices/system/cpu/cpu0/cpufreq/scaling_governor": "performance\n",
        "sys/devices/system/cpu/cpufreq/boost": "0\n",
        "proc/loadavg": "0.02 0.01 0.00 1/80 999\n",
        "proc/cpuinfo": "flags : fma\n",
    ]

    @Test("Several threads beside libraries whose idle threads may spin are told, with the remedy")
    func spinning() {
        func warning(_ threads: Int, _ libraries: [String], _ policy: String?) -> Report.Warning? {
            Conditions.spinning(
                threads: threads, libraries: libraries, environment: policy.map { ["OMP_WAIT_POLICY": $0] } ?? [:])
        }
        #expect(warning(2, ["oneDNN"], nil)?.remedy.contains("OMP_WAIT_POLICY=passive") == true)
        #expect(warning(2, ["oneDNN"], "active")?.code == "spinning")
        #expect(warning(2, ["oneDNN"], "PASSIVE") == nil)
        #expect(warning(1, ["oneDNN"], nil) == nil)
        #expect(warning(2, [], nil) == nil)
    }

    @Test("A quiet, pinned machine gives none")
    func none() throws {
        #expect(try codes(quiet).isEmpty)
    }

    @Test(
        "Each condition is told",
        arguments: [
            ("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "powersave\n", "governor"),
            ("sys/devices/system/cpu/cpufreq/boost", "1\n", "turbo"),
            ("sys/devices/system/cpu/intel_pstate/no_turbo", "0\n", "turbo"),
            ("proc/loadavg", "1.75 0.5 0.1 1/80 999\n", "load"),
            ("proc/cpuinfo", "flags : fma hypervisor\n", "virtualization"),
            (".dockerenv", "", "virtualization"),
        ])
    func each(path: String, text: String, code: String) throws {
        #expect(try codes(quiet.merging([path: text]) { $1 }) == [code])
    }

    @Test("A debug build and a thread that could not be pinned are told")
    func build() throws {
        #expect(try codes(quiet, debug: true) == ["debug-build"])
        #expect(try codes(quiet, cpu: nil) == ["unpinned"])
    }

    @Test("Stolen time is told from one per cent on")
    func steal() throws {
        let tree = try MadeUpTree(["proc/stat": "cpu 100 0 0 900 0 0 0 10 0 0\n"])
        let watch = StealTime(files: tree.files)
        #expect(watch.warning() == nil)
        let later = try MadeUpTree(["proc/stat": "cpu 200 0 0 1770 0 0 0 40 0 0\n"])
        #expect(StealTime(files: later.files).warning() == nil)
        let stat = "cpu 150 0 0 1800 0 0 0 60 0 0\n"
        try stat.write(toFile: tree.root + "/proc/stat", atomically: true, encoding: .utf8)
        #expect(watch.warning()?.code == "steal")
        #expect(watch.warning()?.message.contains("5.0 %") == true)
    }
}
