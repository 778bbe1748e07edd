import Foundation

@testable import Measurement

/// A folder that stands in for `/`, gone at the end of the test.
final class MadeUpTree {
    let root: String

    init(_ files: [String: String]) throws {
        root = NSTemporaryDirectory() + "tree-\(UUID().uuidString)"
        for (path, text) in files {
            let url = URL(fileURLWithPath: root + "/" + path)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: url)
        }
    }

    deinit {
        try? FileManager.default.removeItem(atPath: root)
    }
}
