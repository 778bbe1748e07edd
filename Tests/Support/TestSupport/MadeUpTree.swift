import Basics
import Foundation

/// A folder that stands in for `/`, gone with its owner.
package final class MadeUpTree {
    /// The folder's path.
    package let root: String

    /// The kernel's files below it.
    package var files: KernelFiles { KernelFiles(root: root) }

    /// - Parameter texts: file contents by path below the root.
    package init(_ texts: [String: String] = [:]) throws {
        root = NSTemporaryDirectory() + "tree-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        for (path, text) in texts { try write(path, text) }
    }

    deinit {
        try? FileManager.default.removeItem(atPath: root)
    }

    /// Writes a file, with the folders above it.
    package func write(_ path: String, _ text: String) throws {
        let file = URL(fileURLWithPath: root + "/" + path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    /// A file's path, below the root.
    package func path(_ path: String) -> String { "\(root)/\(path)" }

    /// Writes a file of bytes, with the folders above it, and gives its path.
    @discardableResult package func write(_ path: String, bytes: some Sequence<UInt8>) throws -> String {
        try write(path, "")
        try Data(bytes).write(to: URL(fileURLWithPath: self.path(path)))
        return self.path(path)
    }

    /// Puts a directory where a file should be: unreadable for every user, root included.
    package func makeUnreadable(_ path: String) throws {
        try? FileManager.default.removeItem(atPath: root + "/" + path)
        try FileManager.default.createDirectory(atPath: root + "/" + path, withIntermediateDirectories: true)
    }

    /// Removes a file.
    package func remove(_ path: String) throws {
        try FileManager.default.removeItem(atPath: root + "/" + path)
    }
}
