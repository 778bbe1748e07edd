import Foundation
import Testing

@testable import Counters

@Suite struct KernelFilesTests {
    private func tree(_ files: [String: String]) throws -> String {
        let root = FileManager.default.temporaryDirectory.appending(path: "counters-\(UUID().uuidString)")
        for (path, text) in files {
            let file = root.appending(path: path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        return root.path
    }

    @Test(arguments: [
        (["sys/bus/event_source/devices/cpu/type": "4"], true),
        (["sys/bus/event_source/devices/cpu_atom/type": "10"], true),
        (["sys/bus/event_source/devices/armv8_pmuv3_0/type": "8"], true),
        (["sys/bus/event_source/devices/software/type": "1"], false),
        ([:], false),
    ])
    func pmuIsWhatSysfsLists(files: [String: String], hasPMU: Bool) throws {
        let root = try tree(files)
        #expect(KernelSettings(KernelFiles(root: root)).hasPMU == hasPMU)
    }

    @Test(arguments: [("2\n", 2), ("-1\n", -1), ("garbage", nil)] as [(String, Int?)])
    func paranoidLevelIsRead(text: String, level: Int?) throws {
        let root = try tree(["proc/sys/kernel/perf_event_paranoid": text])
        #expect(KernelSettings(KernelFiles(root: root)).paranoidLevel == level)
    }

    @Test func missingLevelIsNone() throws {
        #expect(KernelSettings(KernelFiles(root: try tree([:]))).paranoidLevel == nil)
    }

    @Test func textIsTrimmedAndFailuresCarryErrno() throws {
        let root = try tree(["a": "  x y \n\n", "d/e": ""])
        let files = KernelFiles(root: root)
        #expect(try files.text("/a") == "x y")
        #expect(try files.text("/d/e") == "")
        #expect(throws: KernelFiles.Failure(path: root + "/none", errno: ENOENT)) { try files.text("/none") }
        #expect(throws: KernelFiles.Failure(path: root + "/d", errno: EISDIR)) { try files.text("/d") }
        #expect(files.entries("") == ["a", "d"])
    }
}
