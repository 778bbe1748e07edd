import Foundation
import Report
import Testing

@testable import Rendering

/// Renderings of the example report, held against files; `BENCH_UPDATE_GOLDEN=1` writes them anew.
@Suite struct GoldenTests {
    static let tests = URL(filePath: #filePath).deletingLastPathComponent()
    static let fixtures = tests.appending(path: "Fixtures")

    static func example() throws -> Report {
        try Report.read(
            tests.deletingLastPathComponent().appending(path: "ReportTests/Fixtures/example.json").path)
    }

    @Test(arguments: ["markdown", "csv", "text"])
    func theExampleIsRenderedAsBefore(format: String) throws {
        let renderer = try Renderers.named(format)
        let text = try renderer.render(Self.example())
        let file = Self.fixtures.appending(path: "example.\(renderer.fileExtension)")
        if ProcessInfo.processInfo.environment["BENCH_UPDATE_GOLDEN"] != nil {
            try Data(text.utf8).write(to: file)
        }
        #expect(text == String(decoding: try Data(contentsOf: file), as: UTF8.self))
    }

    @Test func jsonIsTheDocumentItself() throws {
        let report = try Self.example()
        let text = try JSONRenderer().render(report)
        #expect(try Report(json: Array(text.utf8), file: "x") == report)
    }
}
