import TestSupport
import Statistics
import Foundation
import Testing

@testable import Report

/// The published JSON Schema and the program's reader hold each other to account.
@Suite struct SchemaTests {
    @Test func theSchemaAcceptsWhatTheProgramWrites() throws {
        let documents = try [ExampleReport.whole, ExampleReport.small].map { report in
            try JSONTree(report.json()).text
        }
        #expect(try SchemaValidator.refusals(of: documents) == [nil, nil])
    }

    /// What was written before a field was known stays readable.
    @Test func optionalFieldsMayBeMissing() throws {
        var document = try JSONTree(ExampleReport.small.json())
        for path in ["run/options", "host/counters/cost", "cases/0/metrics/time/quantiles/p50"] {
            let names = path.split(separator: "/").map(String.init)
            try #require(document[names] != nil, "the example has no \(path)")
            document[names] = nil
        }
        #expect(try SchemaValidator.refusals(of: [document.text]) == [nil])
        let report = try Report(json: Array(document.text.utf8), file: "x")
        #expect(report.validate() == [])
        #expect(report.run.options == nil && report.host.counters.cost == nil)
        #expect(try JSONTree(report.json()).text == document.text)
    }

    /// One corruption of a valid document: where, and what is put there (nil removes it).
    struct Corruption: CustomTestStringConvertible {
        let name: String
        let path: String
        let value: String?

        var testDescription: String { name }
    }

    static let corruptions: [Corruption] = [
        .init(name: "a missing field", path: "cases/0/work/macs", value: nil),
        .init(name: "an unknown field", path: "host/bogomips", value: "5200"),
        .init(name: "null for no value", path: "cases/0/metrics/time/source", value: "null"),
        .init(name: "a string for a number", path: "run/seconds", value: "\"93\""),
        .init(name: "a fraction for a count", path: "run/launches", value: "1.5"),
        .init(name: "another schema", path: "schema", value: "\"edge-bench.report/2\""),
        .init(name: "an interval of one number", path: "cases/0/metrics/time/interval/1", value: nil),
        .init(name: "a point of three numbers", path: "series/0/points/1/3", value: nil),
        .init(name: "a point without a name", path: "series/0/names", value: "[\"a\", \"\"]"),
        .init(name: "an event without a place", path: "series/0/events", value: "[{\"label\": \"x\"}]"),
        .init(name: "an unknown verdict", path: "comparisons/0/verdict", value: "\"faster\""),
        .init(name: "a confidence of zero", path: "comparisons/0/confidence", value: "0"),
        .init(name: "no samples", path: "cases/0/metrics/time/count", value: "0"),
        .init(name: "an unknown unit", path: "cases/0/metrics/time/unit", value: "\"ms\""),
        .init(
            name: "an unknown metric", path: "cases/0/metrics/speed",
            value: "{\"unit\":\"1\",\"unavailable\":\"x\"}"),
        .init(
            name: "unavailable without a reason", path: "cases/0/metrics/energy/unavailable", value: "\"\""),
        .init(name: "both a value and unavailable", path: "cases/0/metrics/time/unavailable", value: "\"x\""),
        .init(name: "a model without a source", path: "cases/1/metrics/energy/source", value: nil),
        .init(name: "a colon too many in an id", path: "cases/0/id", value: "\"a:b:c:d=e:f\""),
        .init(
            name: "a digest of other letters", path: "suite/digest",
            value: "\"\(String(repeating: "g", count: 64))\""),
        .init(name: "local time", path: "run/started", value: "\"2026-11-21 08:15\""),
        .init(name: "a negative size", path: "host/memoryBytes", value: "-1"),
        .init(name: "an option that is a number", path: "run/options/rounds", value: "500"),
        .init(name: "an option without a text", path: "run/options/band", value: "\"\""),
        .init(name: "an option without a name", path: "run/options", value: "{\"\":\"x\"}"),
        .init(name: "a list of options", path: "run/options", value: "[\"x\"]"),
        .init(name: "counting for nothing", path: "host/counters/cost/read", value: "0"),
        .init(name: "half a cost", path: "host/counters/cost/window", value: nil),
        .init(name: "a median that is a text", path: "cases/0/metrics/time/quantiles/p50", value: "\"1\""),
        .init(name: "another quantile", path: "cases/0/metrics/time/quantiles/p90", value: "1"),
        .init(name: "a seed beyond 64 bits", path: "run/seed", value: "18446744073709551616"),
    ]

    @Test func bothRefuseNamedCorruptions() throws {
        let whole = try JSONTree(ExampleReport.small.json())
        let documents = try Self.corruptions.map { corruption in
            var document = whole
            document[corruption.path.split(separator: "/").map(String.init)] = try corruption.value.map {
                try JSONTree(Array($0.utf8))
            }
            try #require(document != whole, "\(corruption.name) changes nothing")
            return document.text
        }
        let refusals = try SchemaValidator.refusals(of: documents)
        for (index, corruption) in Self.corruptions.enumerated() {
            #expect(refusals[index] != nil, "the schema accepts \(corruption.name)")
            #expect(throws: ReportError.self, "the program accepts \(corruption.name)") {
                let report = try Report(json: Array(documents[index].utf8), file: "x")
                let problems = report.validate()
                if !problems.isEmpty { throw ReportError.invalid(file: "x", problems: problems) }
            }
        }
    }

    /// What one of the two refuses for its structure or its range, the other refuses too.
    @Test func bothAgreeOnRandomMutations() throws {
        var generator = SeededGenerator(for: "mutations")
        let whole = try JSONTree(ExampleReport.small.json())
        let mutations = (0..<600).map { _ in Mutation.random(of: whole, using: &generator) }
        let refusals = try SchemaValidator.refusals(of: mutations.map(\.document.text))
        var outcomes: [String: Int] = [:]
        for (mutation, refusal) in zip(mutations, refusals) {
            var structural: ReportError?
            var problems: [Problem] = []
            do throws(ReportError) {
                problems = try Report(json: Array(mutation.document.text.utf8), file: "x").validate()
            } catch {
                structural = error
            }
            if let refusal {
                #expect(
                    structural != nil || !problems.isEmpty,
                    "\(mutation.name): only the schema says \(refusal)")
            }
            if let structural {
                #expect(refusal != nil, "\(mutation.name): only the program says \(structural)")
            }
            let program = structural != nil ? "structure" : problems.isEmpty ? "accepted" : "meaning"
            outcomes["schema \(refusal == nil ? "accepts" : "refuses"), program: \(program)", default: 0] += 1
        }
        for (outcome, count) in outcomes.sorted(by: { $0.key < $1.key }) { print("  \(count) × \(outcome)") }
        // A mutation machine that changes nothing of weight would show nothing.
        #expect(outcomes["schema refuses, program: structure", default: 0] > 100)
        #expect(outcomes["schema refuses, program: meaning", default: 0] > 10)
    }

    /// The judge is awake: a schema that lost a rule accepts what the published one refuses.
    @Test func aWeakenedSchemaIsNoticed() throws {
        let published = try String(contentsOfFile: SchemaValidator.schema, encoding: .utf8)
        let weakened = published.replacingOccurrences(
            of: "\"additionalProperties\": false", with: "\"additionalProperties\": true")
        let file = FileManager.default.temporaryDirectory.appending(
            path: "weakened-\(UUID().uuidString).json")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(weakened.utf8).write(to: file)
        var document = try JSONTree(ExampleReport.small.json())
        document[["host", "bogomips"]] = .scalar("5200")
        #expect(try SchemaValidator.refusals(of: [document.text]) != [nil])
        #expect(try SchemaValidator.refusals(of: [document.text], schema: file.path) == [nil])
    }

    @Test func theSchemaListsTheUnitsAndMetricsOfTheProgram() throws {
        let schema = try JSONTree(Array(Data(contentsOf: URL(filePath: SchemaValidator.schema))))
        func words(_ path: String) -> Set<String> {
            let list = schema[path.split(separator: "/").map(String.init)]
            return Set((list?.keys ?? []).compactMap { list?[[$0]]?.text.trimmingCharacters(in: ["\""]) })
        }
        #expect(words("$defs/unit/enum") == Report.units)
        #expect(
            words("$defs/case/properties/metrics/propertyNames/anyOf/0/enum")
                == Set(Report.metricDefinitions.map(\.name)))
        #expect(words("$defs/provenance/enum") == Set(Report.Provenance.allCases.map(\.rawValue)))
        #expect(
            words("$defs/comparison/properties/verdict/enum") == Set(Report.Verdict.allCases.map(\.rawValue)))
    }
}
