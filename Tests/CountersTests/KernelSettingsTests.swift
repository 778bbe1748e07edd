import TestSupport
import Testing

@testable import Counters

@Suite struct KernelSettingsTests {
    @Test(arguments: [
        (["sys/bus/event_source/devices/cpu/type": "4"], true),
        (["sys/bus/event_source/devices/cpu_atom/type": "10"], true),
        (["sys/bus/event_source/devices/armv8_pmuv3_0/type": "8"], true),
        (["sys/bus/event_source/devices/software/type": "1"], false),
        ([:], false),
    ])
    func pmuIsWhatSysfsLists(files: [String: String], hasPMU: Bool) throws {
        let tree = try MadeUpTree(files)
        #expect(KernelSettings(tree.files).hasPMU == hasPMU)
    }

    @Test(arguments: [("2\n", 2), ("-1\n", -1), ("garbage", nil)] as [(String, Int?)])
    func paranoidLevelIsRead(text: String, level: Int?) throws {
        let tree = try MadeUpTree(["proc/sys/kernel/perf_event_paranoid": text])
        #expect(KernelSettings(tree.files).paranoidLevel == level)
    }

    @Test func missingLevelIsNone() throws {
        #expect(KernelSettings(try MadeUpTree().files).paranoidLevel == nil)
    }
}
