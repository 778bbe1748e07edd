import Foundation
import Report
import TestSupport
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
        #expect(
            report.run.options?["reference"]?.hasPrefix(report.tool.commit.prefix(12)) == true
                && report.run.launches == 3)
        #expect(report.cases.allSatisfy { $0.metrics.keys.elementsEqual(["time.ratio"]) } && !report.cases.isEmpty)
    }

    @Test("What is no bench is told by its side and cause, with exit code 74")
    func noWorker() throws {
        let outcome = try Program.run(["compare", "--live", Program.path, "/bin/cat"] + small + ["--pairs", "3"])
        #expect(outcome.status == 74)
        #expect(outcome.errors.contains("head (/bin/cat) did not start as a worker"), "\(outcome.errors)")
    }

    @Test(
        "What is wrong with the options is told before anything is built",
        arguments: [
            (["--suite", "int8"], Int32(64), "no suite is called 'int8'"),
            (["--filter", "*:nowhere:*"], 64, "matches no case"), (["--variant", "int9/*"], 64, "matches no case"),
            (["--shape", "3x"], 64, "--shape 3x"), (["--set", "nothing=1"], 64, "--set nothing"),
            (["--cpu", "99999"], 64, "99999"), (["--metric", "memory.peak"], 64, "'memory.peak'"),
            (["--threshold", "energy=1"], 64, "'energy'"), (["--across-hosts"], 64, "--across-hosts"),
            (["--output", "/nowhere/x.md"], 74, "/nowhere/x.md"), (["--save", "/dev/null/x"], 74, "/dev/null/x"),
        ])
    func options(options: [String], status: Int32, message: String) throws {
        // Neither side can be started.
        let outcome = try Program.run(["compare", "--live", "no-such-ref", "no-such-ref", "--quick"] + options)
        #expect(outcome.status == status && outcome.errors.contains(message), "\(outcome.errors)")
        #expect(!outcome.errors.contains("no-such-ref"), "\(outcome.errors)")
    }

    @Test("A suite's own options and shapes reach both workers")
    func selection() throws {
        let outcome = try Program.run(
            ["compare", "--live", Program.path, Program.path, "--shape", "4x8x16", "--pairs", "3", "--rounds", "6"]
                + ["--quick", "--filter", "*4x8x16*:fp32/portable:*"])
        #expect(outcome.status == 0 && outcome.output.contains("4x8x16"), "\(outcome.output)\(outcome.errors)")
    }

    @Test("The repository is that of the folder, whatever a hook of git has set")
    func hook() throws {
        let scratch = try Scratch()
        #expect(try Program.run("git", ["init", "-q"], in: scratch.url).status == 0)
        let outcome = try Program.run(
            "env", ["GIT_DIR=/nowhere", Program.path, "compare", "--live", "no-such-ref", "."] + small, in: scratch.url)
        #expect(
            outcome.status == 64 && outcome.errors.contains("neither a ref of this repository"), "\(outcome.errors)")
    }

    @Test("Interrupted, it shows and keeps what it has, says that it is not all, and exits with 130")
    func interrupted() throws {
        let scratch = try Scratch()
        let command = ["compare", "--live", Program.path, Program.path, "--save", scratch.url.path] + small
        func interrupt(after seconds: UInt32) throws -> Program.Outcome {
            let running = try Running(Program.path, command + ["--pairs", "100000", "--rounds", "6"])
            sleep(seconds)
            kill(running.process.processIdentifier, SIGINT)
            return try running.wait()
        }
        // Three pairs are the least that it shows; a busy machine takes longer for them.
        var (seconds, outcome) = (UInt32(2), try interrupt(after: 2))
        while seconds < 64, outcome.status != 130 || outcome.errors.contains("too few for a verdict") {
            seconds *= 2
            outcome = try interrupt(after: seconds)
        }
        #expect(outcome.status == 130, "\(outcome.errors)")
        #expect(outcome.output.contains("of 100000 pairs were measured"), "\(outcome.output)\(outcome.errors)")
        let report = try Report.read(try #require(scratch.files(".json").first))
        #expect(report.run.warnings.contains { $0.code == "interrupted" })
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
