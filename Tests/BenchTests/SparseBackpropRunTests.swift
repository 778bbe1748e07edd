import Foundation
import Kernels
import Report
import TestSupport
import Testing

@Suite("bench sparse-backprop", .serialized)
struct SparseBackpropRunTests {
    @Test("A short run leaves a valid report: every case checked against FP64, crossovers, speed-ups and curves")
    func report() throws {
        let scratch = try Scratch()
        let outcome = try Program.run([
            "sparse-backprop", "--quick", "--rounds", "6", "--filter", "*:kws.pw:*", "--output", scratch.url.path,
        ])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let json = try #require(scratch.files(".json").first)
        #expect(try Program.run(["validate", json]).status == 0)
        let schema = Program.root.path + "/results/schema/edge-bench.report-1.schema.json"
        let verdict = try Program.run(Program.python, ["-W", "ignore", "-m", "jsonschema", "-i", json, schema])
        #expect(verdict.status == 0, "\(verdict.output)\(verdict.errors)")

        let report = try Report.read(json)
        let sparse = report.cases.filter { $0.variant.contains("unstructured") || $0.variant.contains("block") }
        #expect(sparse.count == 2 * 3 * 5)
        for entry in sparse {
            let names = entry.checks.map(\.name)
            #expect(names.starts(with: ["fp64", "fp64-input-gradient", "fp64-weight-gradient"]), "\(entry.id)")
            #expect(entry.checks.allSatisfy { $0.passed }, "\(entry.id)")
            for name in ["memory.peak", "memory.weights", "time", "peak-share"] {
                guard case .value? = entry.metrics[name] else {
                    Issue.record("\(entry.id) has no \(name)")
                    continue
                }
            }
        }
        let best = try #require(report.cases.first { $0.variant == "fp32/best" })
        #expect(best.checks.prefix(3).allSatisfy { $0.detail.contains("; by fp32/") })
        for form in ["unstructured", "block-1x16", "block-4x4"] {
            let names = ["crossover", "crossover-below", "no-crossover"].map {
                "\($0).\(form):kws.pw:pass=step,stage=packed"
            }
            #expect(report.findings.count { names.contains($0.name) } == 1, "\(form)")
        }
        #expect(report.series.count == 6)
    }

    @Test("Networks in training: gradients checked against FP64, memory as planned, findings of time and memory")
    func training() throws {
        let scratch = try Scratch()
        let outcome = try Program.run([
            "sparse-backprop", "--quick", "--rounds", "6", "--filter", "*:kws:*", "--filter", "*:mlp.*", "--output",
            scratch.url.path,
        ])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let report = try Report.read(try #require(scratch.files(".json").first))
        let updates = report.cases.filter { $0.variant.hasPrefix("update-") }
        #expect(updates.count == 5)
        for entry in updates {
            #expect(entry.checks.map(\.name).starts(with: ["fp64-gradients", "memory-plan"]), "\(entry.id)")
        }
        let gradients = report.cases.filter { $0.variant.hasPrefix("gradient-") || $0.variant.hasPrefix("chosen-") }
        #expect(gradients.count == 6 + 11)
        for entry in updates + gradients {
            let failed = entry.checks.filter { !$0.passed }
            #expect(failed.isEmpty, "\(entry.id): \(failed)")
            // A backward pass that can be repeated is planned otherwise than a step.
            if entry.id.contains("pass=backward") { continue }
            #expect(entry.metrics["memory.planned"] != nil, "\(entry.id)")
        }
        for kind in ["update-time.last/1", "update-memory.full", "gradient-step.random/20", "gradient-choosing.top-of"]
        {
            #expect(report.findings.contains { $0.name.hasPrefix(kind) }, "\(kind)")
        }
    }

    private static let missing = SparseKernels.all.first { $0.unavailable != nil }

    @Test(
        "Kernels of an instruction set that this machine lacks stop the run with its reason",
        .enabled(if: missing != nil, "this machine has all"))
    func absent() throws {
        let absent = try #require(Self.missing)
        let outcome = try Program.run([
            "sparse-backprop", "--quick", "--set", "kernels=\(absent.name)", "--variant", "unstructured/*",
        ])
        #expect(outcome.status == 3 && outcome.errors.contains(absent.unavailable ?? ""), "\(outcome.errors)")
    }
}
