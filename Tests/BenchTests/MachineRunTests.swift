import Foundation
import Kernels
import Report
import TestSupport
import Testing

@Suite("bench machine", .serialized)
struct MachineRunTests {
    @Test("A quick run leaves a valid report with peaks, bandwidths, findings and curves, every loop checked")
    func report() throws {
        let scratch = try Scratch()
        let outcome = try Program.run(["machine", "--quick", "--rounds", "6", "--output", scratch.url.path])
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("peak:limit=arithmetic"))
        let json = try #require(scratch.files(".json").first)
        #expect(try Program.run(["validate", json]).status == 0)
        let schema = Program.root.path + "/results/schema/edge-bench.report-1.schema.json"
        let verdict = try Program.run(Program.python, ["-W", "ignore", "-m", "jsonschema", "-i", json, schema])
        #expect(verdict.status == 0, "\(verdict.output)\(verdict.errors)")

        let report = try Report.read(json)
        let peaks = report.cases.filter { $0.workload == "peak" }
        #expect(peaks.map(\.variant) == PeakLoop.all.map(\.name))
        for loop in PeakLoop.all {
            guard let reason = loop.unavailable else { continue }
            let entry = peaks.first { $0.variant == loop.name }
            #expect(entry?.metrics == ["time": .unavailable(unit: "s", reason: reason)])
        }
        for entry in report.cases where entry.workload.hasPrefix("bandwidth.") {
            guard case .value(let bandwidth)? = entry.metrics["bandwidth"] else {
                #expect(entry.checks.isEmpty, "\(entry.id)")
                continue
            }
            #expect(bandwidth.value > 0)
            #expect(entry.checks.contains { $0.name == "elements" && $0.passed }, "\(entry.id)")
            #expect(entry.metrics["peak-share"] == nil, "it is a roof, and under none")
        }
        #expect(Set(report.comparisons.map(\.metric)) == ["throughput", "bandwidth"])
        for name in ["peak.fp32", "peak.int8", "peak-ratio.int8"] {
            #expect(report.findings.contains { $0.name == name }, "\(name)")
        }
        #expect(report.series.map(\.label) == ["read", "write", "copy", "triad"])
        #expect(report.series.allSatisfy { $0.points.count > 8 && $0.name == "bandwidth" })
        let markdown = try String(contentsOfFile: try #require(scratch.files(".md").first), encoding: .utf8)
        #expect(markdown.contains("### bandwidth over working set"))
        #expect(outcome.output.contains("bandwidth over working set"))
    }

    @Test("What the suite has none of is refused")
    func refused() throws {
        let shape = try Program.run(["machine", "--shape", "3x5x7"])
        #expect(shape.status == 64 && shape.errors.contains("machine measures no layers"), "\(shape.errors)")
        let option = try Program.run(["machine", "--set", "size=1"])
        #expect(option.status == 64 && option.errors.contains("machine has no such option"), "\(option.errors)")
    }
}
