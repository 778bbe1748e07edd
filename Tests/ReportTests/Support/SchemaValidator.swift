import Foundation
import TestSupport
import Testing

/// The JSON Schema validator of Python, a judge outside the code under test.
enum SchemaValidator {
    static let schema = project.appending(path: "results/schema/edge-bench.report-1.schema.json").path

    static let fixtures = project.appending(path: "Tests/ReportTests/Fixtures")

    static let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// Why the schema refuses each document, in their order; nil where it accepts one.
    static func refusals(of documents: [String], schema: String = schema) throws -> [String?] {
        let done = try Running.run(
            "python3", [fixtures.appending(path: "schema_check.py").path, schema],
            input: documents.map { $0 + "\n" }.joined())
        try #require(
            done.status == 0,
            "the schema cannot be checked; scripts/test installs python3 and jsonschema. \(done.errors)")
        let lines = done.output.split(separator: "\n").map(String.init)
        try #require(
            lines.count == documents.count, "\(lines.count) answers for \(documents.count) documents")
        return lines.map { $0 == "accepted" ? nil : $0 }
    }
}
