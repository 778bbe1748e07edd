import Foundation

/// A folder that is gone with its owner.
final class TemporaryFolder {
    private let root: String

    init() throws {
        root = NSTemporaryDirectory() + "learning-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: root)
    }

    func path(_ name: String) -> String { "\(root)/\(name)" }

    /// Writes a file, with the folders above it.
    @discardableResult func write(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
        let file = URL(fileURLWithPath: path(name))
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
        return path(name)
    }

    @discardableResult func write(_ name: String, _ text: String) throws -> String {
        try write(name, text.utf8)
    }
}
