import Foundation
import Testing

/// The JSON Schema validator of Python, a judge outside the code under test.
enum SchemaValidator {
    static let schema = project.appending(path: "results/schema/edge-bench.report-1.schema.json").path

    static let fixtures = project.appending(path: "Tests/ReportTests/Fixtures")

    static let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// Why the schema refuses each document, in their order; nil where it accepts one.
    static func refusals(of documents: [String], schema: String = schema) throws -> [String?] {
        let input = FileManager.default.temporaryDirectory.appending(
            path: "documents-\(UUID().uuidString).jsonl")
        defer { try? FileManager.default.removeItem(at: input) }
        try Data(documents.map { $0 + "\n" }.joined().utf8).write(to: input)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", fixtures.appending(path: "schema_check.py").path, schema]
        process.standardInput = try FileHandle(forReadingFrom: input)
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        let answers = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        let complaint = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        try #require(
            process.terminationStatus == 0,
            "the schema cannot be checked; scripts/test installs python3 and jsonschema. \(complaint)")
        let lines = answers.split(separator: "\n").map(String.init)
        try #require(
            lines.count == documents.count, "\(lines.count) answers for \(documents.count) documents")
        return lines.map { $0 == "accepted" ? nil : $0 }
    }
}
