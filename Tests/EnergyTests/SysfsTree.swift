import Counters
import Foundation

/// A made-up tree of the kernel's files, gone with its owner.
final class SysfsTree {
    let root = FileManager.default.temporaryDirectory.appending(path: "energy-\(UUID().uuidString)")

    var files: KernelFiles { KernelFiles(root: root.path) }

    init(_ texts: [String: String] = [:]) throws {
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        for (path, text) in texts { try write(path, text) }
    }

    deinit { try? FileManager.default.removeItem(at: root) }

    func write(_ path: String, _ text: String) throws {
        let file = root.appending(path: path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    /// Puts a directory where a file should be: unreadable for every user, root included.
    func makeUnreadable(_ path: String) throws {
        let file = root.appending(path: path)
        try? FileManager.default.removeItem(at: file)
        try FileManager.default.createDirectory(at: file, withIntermediateDirectories: true)
    }

    func remove(_ path: String) throws {
        try FileManager.default.removeItem(at: root.appending(path: path))
    }

    /// A zone of powercap. `entry` is its directory, such as `intel-rapl:0`.
    func zone(_ entry: String, _ name: String, microjoules: UInt64, range: String = "65532610987") throws {
        let directory = "sys/class/powercap/\(entry)"
        try write("\(directory)/name", "\(name)\n")
        try write("\(directory)/energy_uj", "\(microjoules)\n")
        try write("\(directory)/max_energy_range_uj", "\(range)\n")
    }

    /// A server of two packages with cores below them, a second view of the first package, and a platform
    /// where asked for.
    static func twoPackages(platform: Bool = false) throws -> SysfsTree {
        let tree = try SysfsTree(["sys/class/powercap/intel-rapl/enabled": "1"])
        try tree.zone("intel-rapl:0", "package-0", microjoules: 1_000_000)
        try tree.zone("intel-rapl:0:0", "core", microjoules: 400_000)
        try tree.zone("intel-rapl:0:1", "package-0-part", microjoules: 100_000)
        try tree.zone("intel-rapl:1", "package-1", microjoules: 2_000_000)
        try tree.zone("intel-rapl-mmio:0", "package-0", microjoules: 1_000_000)
        if platform { try tree.zone("intel-rapl:2", "psys", microjoules: 5_000_000) }
        return tree
    }
}
