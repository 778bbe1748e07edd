import Foundation

@testable import Suites

/// Files of the project that the tests look at.
enum Repository {
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    static func int8FP32() throws -> DefinitionFile {
        try DefinitionFile(path: root + "/suites/int8-fp32.yaml")
    }

    /// The definition with a piece of its text replaced, in a temporary file.
    static func int8FP32(replacing old: String, with new: String) throws -> DefinitionFile {
        let text = try int8FP32().text
        precondition(text.contains(old), "the definition holds no '\(old)'")
        let changed = text.replacing(old, with: new, maxReplacements: 1)
        let path = NSTemporaryDirectory() + "definition-\(UUID().uuidString).yaml"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try changed.write(toFile: path, atomically: true, encoding: .utf8)
        return try DefinitionFile(path: path)
    }

    /// The number of the line that holds `text`, from 1.
    static func line(of text: String, in file: DefinitionFile) -> Int? {
        file.text.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.contains(text) }.map {
            $0 + 1
        }
    }
}
