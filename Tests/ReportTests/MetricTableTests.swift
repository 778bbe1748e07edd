import Foundation
import Testing

@testable import Report

/// The table of metrics in `results/README.md` says what the program knows.
@Suite struct MetricTableTests {
    @Test func theTableIsTheCatalogue() throws {
        let file = SchemaValidator.project.appending(path: "results/README.md")
        let text = try String(contentsOf: file, encoding: .utf8)
        let metrics = try #require(text.components(separatedBy: "\n## Metrics\n").last)
        let section = try #require(metrics.components(separatedBy: "\n### ").first)
        let rows = section.split(separator: "\n").filter { $0.hasPrefix("| `") }.map { row in
            row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        }
        let expected = Report.metricDefinitions.map { metric in
            [
                "`\(metric.name)`", "`\(metric.unit)`", metric.better.rawValue,
                metric.provenance.map(\.rawValue).joined(separator: ", "), metric.meaning,
            ]
        }
        #expect(rows == expected)
        for unit in Report.units {
            #expect(text.contains("`\(unit)`"), "the README does not name the unit \(unit)")
        }
    }

    @Test func metricsHaveUnitsOfReports() {
        for metric in Report.metricDefinitions {
            #expect(Report.units.contains(metric.unit), "\(metric.name)")
        }
    }

    @Test(arguments: [
        "PAPI_TOT_INS", "perf::PAGE-FAULTS", "perf_raw::r00c0", "rapl:::PP0_ENERGY:PACKAGE0",
        "INST_RETIRED:ANY_P",
        "skx::INST_RETIRED:ANY_P:u=1", "powercap:::ENERGY_UJ:ZONE0",
    ])
    func countersAreKnownByTheirSpelling(name: String) {
        #expect(Report.isCounter(name))
    }

    @Test(arguments: ["", "speed", "papi tot ins", "PAPI_tot_ins", "time:x", "Time to go", "::X"])
    func otherNamesAreNoCounters(name: String) {
        #expect(!Report.isCounter(name))
    }
}
