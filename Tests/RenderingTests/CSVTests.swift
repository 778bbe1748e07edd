import TestSupport
import Statistics
import Foundation
import Report
import Testing

@testable import Rendering

@Suite struct CSVTests {
    /// The rows as Python's csv module reads them.
    private func rows(of csv: String) throws -> [[String]] {
        let done = try Running.run(
            "python3", [GoldenTests.fixtures.appending(path: "csv_to_json.py").path], input: csv)
        try #require(done.status == 0, "python3 is needed to read the CSV back")
        return try JSONDecoder().decode([[String]].self, from: Data(done.output.utf8))
    }

    @Test func anotherReaderFindsEveryFigure() throws {
        let report = try GoldenTests.example()
        let rows = try rows(of: CSVRenderer().render(report))
        #expect(rows.count == 1 + report.cases.reduce(0) { $0 + $1.metrics.count })
        #expect(rows.allSatisfy { $0.count == rows[0].count })
        let records = rows.dropFirst().map {
            Dictionary(zip(rows[0], $0), uniquingKeysWith: { first, _ in first })
        }
        for each in report.cases {
            for (name, metric) in each.metrics {
                let record = try #require(records.first { $0["case"] == each.id && $0["metric"] == name })
                switch metric {
                case .value(let value):
                    #expect(record["value"].flatMap(Double.init) == value.value)
                    #expect(record["low"].flatMap(Double.init) == value.interval.low)
                    #expect(record["p50"].flatMap(Double.init) == value.quantiles?.p50)
                    #expect(record["p99"].flatMap(Double.init) == value.quantiles?.p99)
                    #expect(record["unavailable"] == "")
                case .unavailable(_, let reason):
                    #expect(record["unavailable"] == reason)
                    #expect(record["value"] == "")
                }
            }
            #expect(
                records.contains {
                    $0["case"] == each.id && $0["parameters.cache"] == each.parameters["cache"]?.description
                })
        }
    }

    @Test func anyTextSurvivesQuoting() throws {
        let alphabet = Array("ab,\"\r\n ;'\t日😀") + ["\r\n"]
        var report = try GoldenTests.example()
        var generator = SeededGenerator(for: "quoting")
        let reasons = (0..<200).map { _ in
            String(
                (0..<Int.random(in: 1...9, using: &generator)).map { _ in
                    alphabet.randomElement(using: &generator) ?? "a"
                })
        }
        report.cases = reasons.enumerated().map { index, reason in
            var each = report.cases[0]
            each.id = "case \(index)"
            each.metrics = ["energy": .unavailable(unit: "J", reason: reason)]
            return each
        }
        let rows = try rows(of: CSVRenderer().render(report))
        #expect(rows.dropFirst().compactMap(\.last) == reasons)
    }
}
