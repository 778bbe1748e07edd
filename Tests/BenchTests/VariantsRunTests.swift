import Foundation
import Report
import TestSupport
import Testing

@Suite("bench variants", .serialized)
struct VariantsRunTests {
    private static let list = """
        suite: variants
        title: Beats
        modes: { quick: { rounds: 6, seconds: 0.1 }, full: { rounds: 6, seconds: 0.1 } }
        task: { stream: ecg, sources: 4, examples: 30, seeds: 6 }
        drift: { schedule: sudden/60, events: 120, new: { source: 0, disturbances: [invert] }, rate: 0.01 }
        disturbances: [noise/10dB, missing/0.2]
        processor: nucleo-l4r5zi
        variants:
          - name: dense
            layers:
              - { name: fc1, kind: fully-connected, inputs: 192, outputs: 16, activation: relu }
              - { name: fc2, kind: fully-connected, inputs: 16, outputs: 3 }
          - { name: whole, like: dense, precision: int8 }
          - { name: few, like: dense, sparsity: 0.9 }
          - { name: head, like: dense, strategy: head }

        """

    private static func write(_ text: String, to scratch: Scratch, _ name: String = "list.yaml") throws -> String {
        let path = scratch.url.path + "/" + name
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    private static func figures(_ report: Report, _ variant: String) throws -> Report.MetricValue {
        let entry = try #require(report.cases.first { $0.variant == variant })
        guard case .value(let value)? = entry.metrics["accuracy"] else { throw CancellationError() }
        return value
    }

    @Test("One table has all axes, another accuracy under disturbances; weights go out and in again")
    func report() throws {
        let scratch = try Scratch()
        let list = try Self.write(Self.list, to: scratch)
        let outcome = try Program.run([
            "variants", list, "--output", scratch.url.path + "/results", "--save-weights", scratch.url.path,
        ])
        #expect(outcome.status == 0, "\(outcome.errors)")
        for words in ["Variants at a glance: ecg", "Accuracy under disturbances: ecg", "no other beats these"] {
            #expect(outcome.output.contains(words), "\(words)")
        }
        let json = try #require(scratch.files(".json").first)
        #expect(try Program.run(["validate", json]).status == 0)
        let schema = Program.root.path + "/results/schema/edge-bench.report-1.schema.json"
        let verdict = try Program.run(Program.python, ["-W", "ignore", "-m", "jsonschema", "-i", json, schema])
        #expect(verdict.status == 0, "\(verdict.output)\(verdict.errors)")
        let report = try Report.read(json)
        #expect(report.cases.map(\.variant) == ["dense", "whole", "few", "head"])
        #expect(report.cases.allSatisfy { $0.checks.allSatisfy(\.passed) })
        let columns = ["p50", "memory", "accuracy", "disturbed", "energy", "update"]
        for variant in report.cases.map(\.variant) {
            for column in columns {
                #expect(report.findings.contains { $0.name == "variants.ecg.\(column):variant=\(variant)" })
            }
            #expect(report.findings.count { $0.name.hasSuffix(",variant=\(variant)") } == 3)
        }
        #expect(report.series.contains { $0.names?.contains("few") == true })
        let html = try Program.run(["report", json, "--format", "html"])
        #expect(html.status == 0 && html.output.contains("Accuracy under disturbances"))

        let saved = scratch.files(".safetensors").map { ($0 as NSString).lastPathComponent }
        #expect(saved == ["dense.safetensors", "few.safetensors", "head.safetensors", "whole.safetensors"])
        let again = try Self.write(
            Self.list.replacing(
                "sparsity: 0.9 }",
                with: "sparsity: 0.9 }\n  - { name: given, like: dense, weights: dense.safetensors }"), to: scratch,
            "again.yaml")
        let given = try Program.run(["variants", again, "--quick", "--no-save", "--json", "-"])
        #expect(given.status == 0, "\(given.errors)")
        let second = try Report(json: Array(given.output.utf8), file: "standard output")
        let entry = try #require(second.cases.first { $0.variant == "given" })
        #expect(entry.checks.contains { $0.name == "weights" && $0.passed })
        // Trained anew with each of five seeds, against weights that are the same for the four persons of each.
        #expect(try Self.figures(second, "dense").count == 5)
        #expect(try Self.figures(second, "given").count == 20)
        #expect(second.suite.digest != report.suite.digest)
    }

    @Test("Another file of weights is another list: reports of the two have different digests")
    func digests() throws {
        let scratch = try Scratch()
        let list = try Self.write(Self.list, to: scratch)
        _ = try Program.run(["variants", list, "--quick", "--no-save", "--save-weights", scratch.url.path])
        let given = try Self.write(
            Self.list.replacing("precision: int8 }", with: "weights: dense.safetensors }"), to: scratch, "given.yaml")
        func digest() throws -> String {
            let outcome = try Program.run(["variants", given, "--quick", "--no-save", "--json", "-"])
            return try Report(json: Array(outcome.output.utf8), file: "standard output").suite.digest
        }
        let first = try digest()
        #expect(try digest() == first)
        let files = FileManager.default
        try files.removeItem(atPath: scratch.url.path + "/dense.safetensors")
        try files.copyItem(
            atPath: scratch.url.path + "/few.safetensors", toPath: scratch.url.path + "/dense.safetensors")
        #expect(try digest() != first)
    }

    @Test("Several launches, a filter and counts of what is selected")
    func launches() throws {
        let scratch = try Scratch()
        let list = try Self.write(Self.list, to: scratch)
        let outcome = try Program.run([
            "variants", list, "--quick", "--variant", "whole", "--launches", "2", "--no-save", "--json", "-",
        ])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let report = try Report(json: Array(outcome.output.utf8), file: "standard output")
        #expect(report.cases.map(\.variant) == ["dense", "whole"] && report.run.launches == 2)
        #expect(report.findings.contains { $0.name == "robustness.ecg.accuracy:inputs=missing/0.2,variant=whole" })
        let listed = try Program.run(["variants", list, "--list"])
        #expect(listed.output.split(separator: "\n").map(String.init).last == "variants:ecg:head")
        #expect(try Program.run(["list"]).output.contains("variants FILE"))
        let overview = try Program.run(["list", "variants", "--definition", list])
        #expect(overview.status == 0 && overview.output.contains("few"), "\(overview.errors)")
    }

    @Test("What is wrong is one message with its exit code")
    func refusals() throws {
        let scratch = try Scratch()
        func outcome(_ old: String, _ new: String) throws -> (path: String, Program.Outcome) {
            let path = try Self.write(Self.list.replacing(old, with: new), to: scratch)
            return (path, try Program.run(["variants", path, "--no-save"]))
        }
        let (path, missing) = try outcome("precision: int8 }", "weights: none.safetensors }")
        #expect(missing.status == 74)
        #expect(
            missing.errors
                == "bench: \(path):13: variants[1].weights: \(scratch.url.path)/none.safetensors cannot be read: there is no such "
                + "file; check its path and permissions\n")
        let (_, unknown) = try outcome("strategy: head }", "strategy: heads }")
        let place = "bench: \(path):15: variants[3].strategy: 'heads' in 'heads' names nothing to update; use frozen, "
        #expect(unknown.status == 65 && unknown.errors.hasPrefix(place), "\(unknown.errors)")
        let absent = try Program.run(["variants", "/nowhere.yaml"])
        #expect(absent.status == 74 && absent.errors.contains("/nowhere.yaml cannot be read"))
        let none = try Program.run(["variants"])
        #expect(none.status == 64 && none.errors.contains("Missing expected argument '<file>'"), "\(none.errors)")
        let suite = try Program.run(["run", "variants"])
        let remedy = "variants takes a list of your own; run bench variants FILE, or give --definition FILE"
        #expect(suite.status == 64 && suite.errors.contains(remedy), "\(suite.errors)")
        let list = try Self.write(Self.list, to: scratch)
        let options = try Program.run(["variants", list, "--set", "colour=red"])
        #expect(options.status == 64 && options.errors.contains("--set colour: variants has no such option"))
        let shape = try Program.run(["variants", list, "--shape", "2x3x4"])
        #expect(shape.status == 64 && shape.errors.contains("--shape 2x3x4: variants measures no layers"))
        let folder = try Program.run([
            "variants", list, "--quick", "--rounds", "6", "--no-save", "--save-weights", "\(list)/weights",
        ])
        #expect(folder.status == 74, "\(folder.errors)")
    }
}
