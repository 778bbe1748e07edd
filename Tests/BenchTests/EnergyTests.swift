import Foundation
import Report
import TestSupport
import Testing

@Suite("bench energy", .serialized)
struct EnergyTests {
    private static let question = [
        "energy", "ask", "--device", "nucleo-l4r5zi", "--radio", "lora-sf7-samr34", "--payload", "1KiB", "--every",
        "1h",
        "--draws", "500",
    ]

    @Test("A question is answered on one screen, the same each time")
    func ask() throws {
        let arguments = Self.question + ["--learns", "kws", "--update", "2KiB", "--batches", "24"]
        let outcome = try Program.run(arguments)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.split(separator: "\n").count <= 22)
        #expect(outcome.output.contains("Train (training is better with a probability of more than 99 %)."))
        #expect(outcome.output.contains("training pays from N* = 3 batches on"))
        #expect(try Program.run(arguments).output == outcome.output)
    }

    @Test("A scenario is answered as a report that holds against the schema, and as pages")
    func scenario() throws {
        let scratch = try Scratch()
        let arguments = ["energy", "ask", "--scenario", "three-to-eleven-days", "--draws", "500", "--format"]
        let json = try Program.run(arguments + ["json"])
        #expect(json.status == 0, "\(json.errors)")
        let path = scratch.url.appending(path: "report.json").path
        try json.output.write(toFile: path, atomically: true, encoding: .utf8)
        #expect(try Program.run(["validate", path]).status == 0)
        let schema = Program.root.path + "/results/schema/edge-bench.report-1.schema.json"
        let verdict = try Program.run(Program.python, ["-W", "ignore", "-m", "jsonschema", "-i", path, schema])
        #expect(verdict.status == 0, "\(verdict.output)\(verdict.errors)")
        for format in ["markdown", "html", "text"] {
            let page = try Program.run(arguments + [format])
            #expect(page.status == 0 && page.output.contains("72.7 %"), "\(format)")
        }
    }

    @Test("The suite answers all scenarios in one valid report")
    func suite() throws {
        let scratch = try Scratch()
        let outcome = try Program.run([
            "radio-compute", "--quick", "--rounds", "6", "--set", "draws=300", "--output", scratch.url.path,
        ])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let json = try #require(scratch.files(".json").first)
        #expect(try Program.run(["validate", json]).status == 0)
        let report = try Report.read(json)
        #expect(report.cases.contains { $0.id == "radio-compute:kws:update-last/1:pass=training-step" })
        #expect(report.findings.contains { $0.name.hasPrefix("model-error.") })
        #expect(report.series.contains { $0.name.hasPrefix("break-even ") })
        #expect(report.comparisons.contains { $0.metric == "energy" && $0.verdict == .better })
        let list = try Program.run(["radio-compute", "--list", "--filter", "*:ring.*"])
        #expect(list.status == 0 && list.output.contains("radio-compute:ring.pulse:train/ble-1m-nrf52840:"))
    }

    @Test("A trace is imported, and its energy answers a question")
    func importing() throws {
        let scratch = try Scratch()
        let path = scratch.url.appending(path: "trace.csv").path
        // 2 mA at 3 V, up for 10 ms of each 20: 60 µJ a window.
        let lines = (0..<10_000).map { index in
            "\(Double(index) / 100),\(index / 1000 % 2 == 0 ? 0 : 2000),\(index / 1000 % 2)0000000"
        }
        try (["Timestamp(ms),Current(uA),D0-D7"] + lines + [""]).joined(separator: "\n")
            .write(toFile: path, atomically: true, encoding: .utf8)
        let refused = try Program.run(["energy", "import", path])
        #expect(refused.status == 64 && refused.errors.contains("--voltage"), "\(refused.errors)")
        let arguments = ["energy", "import", path, "--voltage", "3V", "--window", "D0"]
        let table = try Program.run(arguments)
        #expect(table.status == 0 && table.output.contains("60 µJ"), "\(table.output)\(table.errors)")
        let json = scratch.url.appending(path: "step.json").path
        try Program.run(arguments + ["--json"]).output.write(toFile: json, atomically: true, encoding: .utf8)
        let answer = try Program.run(Self.question + ["--step-from", json, "--update", "2KiB"])
        #expect(answer.status == 0 && answer.output.contains("a step of 60 µJ"), "\(answer.output)\(answer.errors)")
    }

    @Test("Sources are listed with their marks")
    func sources() throws {
        let outcome = try Program.run(["energy", "sources", "lora-sf7-*"])
        #expect(outcome.status == 0 && outcome.output.contains("41.54 mA") && outcome.output.contains("SAM R34"))
        let doubtful = try Program.run(["energy", "sources", "--unverified", "--json"])
        let profiles = try #require(
            JSONSerialization.jsonObject(with: Data(doubtful.output.utf8)) as? [[String: Any]])
        let numbers = profiles.flatMap { $0["numbers"] as? [[String: Any]] ?? [] }
        #expect(numbers.count > 100 && numbers.allSatisfy { $0["mark"] as? String == "unverified" })
    }

    @Test(
        "What cannot be answered is told, with its exit code",
        arguments: [
            (question, 64, "--learns MODEL"),
            (question + ["--macs", "0"], 64, "--macs 0"),
            (question + ["--macs", "5"], 64, "--update BYTES"),
            (["energy", "ask", "--scenario", "wearable", "--battery", "ring"], 64, "leave the options of both out"),
            (question + ["--macs", "5", "--learns", "kws"], 64, "give one of them"),
            (question + ["--learns", "kws", "--battery", "aaa"], 64, "no battery is called 'aaa'"),
            (question + ["--step-energy", "5mA"], 64, "no unit of energy"),
            (question + ["--update", "0", "--step-from", "/nonexistent"], 74, "/nonexistent"),
            (question + ["--update", "0", "--step-from", "README.md"], 65, "tells no energy"),
            (["energy", "ask", "--scenario", "werable"], 64, "no scenario is called 'werable'; nearest: wearable"),
            (["energy", "ask", "--scenario", "README.md/"], 74, "README.md"),
            (["energy", "ask"], 64, "--device"),
            (["energy", "sources", "nope"], 64, "no profile is called 'nope'"),
            (["energy", "import", "/nonexistent"], 74, "/nonexistent"),
            (["energy", "import", "README.md"], 65, "no known format"),
            (["energy", "record"], 64, "name a command"),
            (["energy", "record", "--source", "none", "--", "true"], 64, "no such source"),
            (["energy", "record", "--", "/nonexistent"], 65, "no program /nonexistent"),
        ])
    func refused(arguments: [String], status: Int, message: String) throws {
        let outcome = try Program.run(arguments)
        #expect(Int(outcome.status) == status, "\(outcome.errors)")
        #expect(outcome.errors.contains(message), "\(outcome.errors)")
    }
}
