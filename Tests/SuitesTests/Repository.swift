import Foundation

@testable import Suites

/// Files of the project that the tests look at.
enum Repository {
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    static func int8FP32() throws -> DefinitionFile { try definition(of: INT8FP32.name) }

    static func int8FP32(replacing old: String, with new: String) throws -> DefinitionFile {
        try definition(of: INT8FP32.name, replacing: old, with: new)
    }

    static func definition(of suite: String) throws -> DefinitionFile {
        try DefinitionFile(path: root + "/suites/\(suite).yaml", folders: [root + "/suites"])
    }

    /// The definition with a piece of its text replaced, in a temporary file.
    static func definition(of suite: String, replacing old: String, with new: String) throws -> DefinitionFile {
        let text = try definition(of: suite).text
        precondition(text.contains(old), "the definition holds no '\(old)'")
        let changed = text.replacing(old, with: new, maxReplacements: 1)
        let path = NSTemporaryDirectory() + "definition-\(UUID().uuidString).yaml"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try changed.write(toFile: path, atomically: true, encoding: .utf8)
        return try DefinitionFile(path: path, folders: [root + "/suites"])
    }

    /// The number of the line that holds `text`, from 1.
    static func line(of text: String, in file: DefinitionFile) -> Int? {
        file.text.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.contains(text) }.map {
            $0 + 1
        }
    }
}
