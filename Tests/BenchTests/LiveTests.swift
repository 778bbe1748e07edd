import Foundation
import Report
import Testing

@Suite("Builds against each other, and launches", .serialized)
struct LiveTests {
    private let small = ["--quick", "--filter", "*:kws.fc:fp32/*:cache=warm,stage=kernel"]

    @Test("An executable is held against itself: every case has a ratio, and it is told to be one build")
    func live() throws {
        let scratch = try Scratch()
        let outcome = try Program.run(
            ["compare", "--live", Program.path, Program.path, "--format", "markdown", "--save", scratch.url.path]
                + small + ["--pairs", "3", "--rounds", "6"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("`int8-fp32:kws.fc:fp32/portable:cache=warm,stage=kernel`"))
        #expect(outcome.output.contains("both runs are of the same program file"))
        let path = try #require(scratch.files(".json").first)
        #expect(outcome.errors.contains(path))
        let report = try Report.read(path)
        #expect(report.run.options?["reference"] == report.tool.commit && report.run.launches == 3)
        #expect(report.cases.allSatisfy { $0.metrics.keys.elementsEqual(["time.ratio"]) } && !report.cases.isEmpty)
    }

    @Test("What is no bench is told by its side and cause, with exit code 74")
    func noWorker() throws {
        let outcome = try Program.run(["compare", "--live", Program.path, "/bin/cat"] + small + ["--pairs", "3"])
        #expect(outcome.status == 74)
        #expect(outcome.errors.contains("head (/bin/cat) did not start as a worker"), "\(outcome.errors)")
    }

    @Test("A worker speaks its protocol and ends with its input; it is not in the help")
    func worker() throws {
        let outcome = try Program.run("/bin/sh", ["-c", "'\(Program.path)' worker int8-fp32 --quick < /dev/null"])
        #expect(outcome.status == 0)
        #expect(outcome.output.hasPrefix("hello {") && outcome.output.contains("edge-bench.worker/1"))
        #expect(try !Program.run(["--help"]).output.contains("worker"))
    }

    @Test("Launches become one report that both validators accept, with both levels of variation")
    func launches() throws {
        let scratch = try Scratch()
        let outcome = try Program.run(
            ["int8-fp32"] + small + ["--rounds", "8", "--launches", "2", "--output", scratch.url.path])
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(scratch.files(".jsonl").isEmpty, "the journals have served their turn")
        let json = try #require(scratch.files(".json").first)
        let report = try Report.read(json)
        #expect(report.validate().isEmpty && report.run.launches == 2)
        #expect(report.run.warnings.contains { $0.code == "few-launches" })
        let portable = try #require(report.cases.first { $0.variant == "fp32/portable" })
        guard case .value(let time)? = portable.metrics["time"] else {
            Issue.record("it has no time")
            return
        }
        #expect(time.launches?.count == 2 && time.spread != nil && time.confidence == 0.5)
        #expect(report.comparisons.allSatisfy { $0.launches?.count == 2 && $0.rounds == 2 })
        let schema = Program.root.path + "/results/schema/edge-bench.report-1.schema.json"
        let verdict = try Program.run(Program.python, ["-W", "ignore", "-m", "jsonschema", "-i", json, schema])
        #expect(verdict.status == 0, "\(verdict.output)\(verdict.errors)")
    }

    @Test("A run that is killed keeps its finished launches, and --resume completes it")
    func resumed() throws {
        let scratch = try Scratch()
        let command =
            ["int8-fp32"] + small + ["--rounds", "8", "--launches", "3", "--output", scratch.url.path]
        let running = try Running(Program.path, command)
        // The second launch's journal is begun when the first is finished.
        while running.process.isRunning, !scratch.files(".jsonl").contains(where: { $0.hasSuffix("/2.jsonl") }) {
            usleep(20_000)
        }
        kill(running.process.processIdentifier, SIGKILL)
        _ = try running.wait()
        let first = try #require(scratch.files(".jsonl").first { $0.hasSuffix("/1.jsonl") })
        let before = try String(contentsOfFile: first, encoding: .utf8)
        let other = try Program.run(command.map { $0 == "3" ? "4" : $0 } + ["--resume"])
        #expect(other.status == 64 && other.errors.contains("--launches"), "\(other.errors)")
        #expect(try String(contentsOfFile: first, encoding: .utf8) == before)
        let outcome = try Program.run(command + ["--resume"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try Report.read(try #require(scratch.files(".json").first)).run.launches == 3)
    }
}
