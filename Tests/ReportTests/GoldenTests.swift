import Foundation
import Testing

@testable import Report

/// The written form, held against a file that only a person changes (or `BENCH_UPDATE_GOLDEN=1`, to be read
/// before it is committed). The tests of `Rendering` read the same file.
@Suite struct GoldenTests {
    static let file = SchemaValidator.fixtures.appending(path: "example.json")

    @Test func theExampleIsWrittenAsBefore() throws {
        let json = try ExampleReport.whole.json()
        if ProcessInfo.processInfo.environment["BENCH_UPDATE_GOLDEN"] != nil {
            try Data(json).write(to: Self.file)
        }
        let golden = Array(try Data(contentsOf: Self.file))
        #expect(String(decoding: json, as: UTF8.self) == String(decoding: golden, as: UTF8.self))
        #expect(try Report(json: golden, file: "example.json") == ExampleReport.whole)
    }

    @Test func theExampleIsValid() {
        #expect(ExampleReport.whole.validate() == [])
        #expect(ExampleReport.small.validate() == [])
    }
}
