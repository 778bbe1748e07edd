import Foundation
import TestSupport

/// The built program, run as a user runs it.
enum Program {
    typealias Outcome = Running.Outcome

    /// The project's folder.
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The executable beside the tests.
    static let path = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        .appendingPathComponent("bench").path

    /// A Python that has the jsonschema package; `scripts/test` names one.
    static let python = ProcessInfo.processInfo.environment["PYTHON"] ?? "python3"

    /// Runs the program to its end.
    static func run(_ arguments: [String], in folder: URL = root) throws -> Outcome {
        try run(path, arguments, in: folder)
    }

    /// Runs any command to its end; one without a slash is looked for on the PATH.
    static func run(_ command: String, _ arguments: [String], in folder: URL = root) throws -> Outcome {
        try Running.run(command, arguments, in: folder)
    }
}
