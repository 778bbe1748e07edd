import Foundation
import Report
import TestSupport
import Testing

@Suite("bench exec", .serialized)
struct ExecTests {
    private let quick = ["exec", "--rounds", "10", "--counters", "none"]

    private func report(_ arguments: [String]) throws -> (report: Report, outcome: Program.Outcome) {
        let scratch = try Scratch()
        let file = scratch.url.path + "/report.json"
        let outcome = try Program.run(arguments + ["--no-save", "--json", file])
        return (try Report.read(file), outcome)
    }

    @Test("A comparison prints a table and leaves a report that both validators and all formats accept")
    func whole() throws {
        let scratch = try Scratch()
        let outcome = try Program.run([
            "exec", "--variant", "short=sleep 0.00{n}", "--variant", "long=sleep 0.3", "--parameter-list", "n=1,5",
            "--rounds", "12", "--name", "nap", "--counters", "perf::TASK-CLOCK,PAPI_TOT_INS", "--output",
            scratch.url.path,
        ])
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("nap.n-1: long takes"))
        let json = try #require(scratch.files(".json").first)
        #expect(json.contains("/exec/") && scratch.files(".md").count == 1)
        #expect(try Program.run(["validate", json]).status == 0)
        let schema = Program.root.path + "/results/schema/edge-bench.report-1.schema.json"
        let verdict = try Program.run(Program.python, ["-W", "ignore", "-m", "jsonschema", "-i", json, schema])
        #expect(verdict.status == 0, "\(verdict.output)\(verdict.errors)")

        let report = try Report.read(json)
        #expect(report.suite.name == "exec" && report.suite.definition == "command line")
        #expect(report.run.launches == 12)
        #expect(
            report.cases.map(\.id) == [
                "exec:nap.n-1:short", "exec:nap.n-1:long", "exec:nap.n-5:short", "exec:nap.n-5:long",
            ])
        for comparison in report.comparisons where comparison.metric == "time" {
            #expect(comparison.verdict == .worse && comparison.ratio > 1 && comparison.rounds == 12)
        }
        for entry in report.cases {
            for metric in ["time", "time.user", "time.system", "memory.resident", "energy", "PAPI_TOT_INS"] {
                #expect(entry.metrics[metric] != nil, "\(entry.id) lacks \(metric)")
            }
        }
        for format in ["markdown", "json", "csv", "text"] {
            let rendered = try Program.run(["report", json, "--format", format])
            #expect(rendered.status == 0 && rendered.output.contains("nap.n-5"), "\(format)")
        }
    }

    @Test("A variant that fails is named with its last words, has no figures, and the exit code is 1")
    func failure() throws {
        let (report, outcome) = try report(
            quick + ["--variant", "good=true", "--variant", "bad=sh -c 'echo out of luck >&2; exit 7'"])
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("exec:command:bad: run 1 exited with status 7"))
        #expect(outcome.errors.contains("out of luck"))
        let bad = try #require(report.cases.last)
        #expect(bad.checks.map(\.passed) == [false] && report.comparisons.isEmpty)
        guard case .unavailable? = bad.metrics["time"] else {
            Issue.record("a failed variant has a time")
            return
        }
        let ignoring = try self.report(
            quick + ["--variant", "good=true", "--variant", "bad=false", "--ignore-failure"])
        #expect(ignoring.outcome.status == 0 && ignoring.report.comparisons.contains { $0.metric == "time" })
        #expect(ignoring.report.run.warnings.contains { $0.code == "failed-runs" && $0.message.contains(":bad") })
    }

    @Test("Timeouts and signals are failures")
    func ended() throws {
        let slow = try report(quick + ["--variant", "a=sleep 60", "--timeout", "200ms"])
        #expect(slow.outcome.status == 1 && slow.outcome.errors.contains("took longer than 0.2 s"))
        let killed = try report(quick + ["--variant", "a=sh -c 'kill -SEGV $$'"])
        #expect(killed.outcome.status == 1 && killed.outcome.errors.contains("signal 11"))
    }

    @Test("A command that asks on the terminal fails instead of waiting for an answer for ever")
    func terminal() throws {
        let script = Program.root.path + "/Tests/Support/on_terminal.py"
        let asking = ["--variant", "a=sh -c 'read answer < /dev/tty'", "--timeout", "60s", "--no-save"]
        let outcome = try Program.run(Program.python, [script, Program.path] + quick + asking)
        #expect(outcome.status == 1 && outcome.output.contains("wanted the terminal"), "\(outcome.output)")
    }

    @Test(
        "What cannot be run or understood has its exit code and says what to do",
        arguments: [
            (["--variant", "a=no-such-program"], 65, "no program no-such-program on the PATH"),
            (["--variant", "a=/etc/passwd"], 65, "chmod +x"),
            (["--variant", "a=echo 'x"], 64, "not closed"),
            (["--variant", "a=true | cat"], 64, "--shell"),
            (["--variant", "a b=true"], 64, "case id"),
            (["--variant", "a=true", "--variant", "a=true"], 64, "given twice"),
            (["--variant", "a=true", "--baseline", "b"], 64, "no variant has the name"),
            (["--variant", "a=true", "--parameter-list", "n=1,2"], 64, "no command holds {n}"),
            (["--variant", "a=true {n}", "--parameter-scan", "n=1"], 64, "no list"),
            (["--variant", "a=true", "--input", "/no/such/file"], 65, "--input /no/such/file cannot be read"),
            (["--variant", "a=true", "--setup", "exit 3"], 65, "--setup 'exit 3' exited with status 3"),
            ([], 64, "--variant"), (["--variant", "a"], 64, "name=command"),
            (["--variant", "a=true", "--rounds", "0"], 64, "give 1 or more"),
        ] as [([String], Int32, String)])
    func refusals(arguments: [String], status: Int32, words: String) throws {
        let outcome = try Program.run(["exec", "--no-save", "--counters", "none"] + arguments)
        #expect(outcome.status == status, "\(outcome.errors)")
        #expect(outcome.errors.contains(words), "\(outcome.errors)")
    }

    @Test("Setup, preparation and cleanup happen once, before each run, and once")
    func steps() throws {
        let scratch = try Scratch()
        let log = scratch.url.path + "/log"
        let outcome = try Program.run(
            quick + [
                "--variant", "a=sh -c 'echo run >> \(log)'", "--setup", "echo setup >> \(log)", "--prepare",
                "a=echo prepare >> \(log)", "--cleanup", "echo cleanup >> \(log)", "--no-save", "--warmup", "0",
            ])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let lines = try scratch.text("log").split(separator: "\n").map(String.init)
        #expect(lines.first == "setup" && lines.last == "cleanup")
        let runs = Array(lines.dropFirst().dropLast())
        // Ten rounds, and nine in which memory is looked at, as the shell is smaller than this program.
        #expect(runs == (0..<runs.count / 2).flatMap { _ in ["prepare", "run"] })
        #expect(runs.count == 2 * 10 || runs.count == 2 * 19)
    }

    @Test("Ctrl-C reports the rounds that are done, with a warning, and cleans up")
    func interrupted() throws {
        let scratch = try Scratch()
        let log = scratch.url.path + "/log"
        let json = scratch.url.path + "/report.json"
        let running = try Running(
            Program.path,
            [
                "exec", "--variant", "a=sh -c 'echo run >> \(log); sleep 0.02'", "--cleanup", "echo cleanup >> \(log)",
                "--no-save", "--json", json, "--rounds", "100000", "--counters", "none",
            ])
        // Wait for some rounds, however slow the machine is.
        while running.process.isRunning, ((try? scratch.text("log")) ?? "").split(separator: "\n").count < 5 {
            usleep(20_000)
        }
        running.process.interrupt()
        let outcome = try running.wait()
        #expect(outcome.status == 130)
        #expect(try scratch.text("log").hasSuffix("run\ncleanup\n"))
        let report = try Report.read(json)
        #expect(report.run.warnings.contains { $0.code == "interrupted" })
        guard case .value(let time)? = report.cases.first?.metrics["time"] else {
            Issue.record("no time")
            return
        }
        #expect(time.count >= 3 && time.count < 100_000)
    }

    @Test("Ctrl-C ends a setup too, runs nothing and cleans up")
    func interruptedSetup() throws {
        let scratch = try Scratch()
        let log = scratch.url.path + "/log"
        let running = try Running(
            Program.path,
            quick + [
                "--variant", "a=sh -c 'echo run >> \(log)'", "--setup", "echo setup >> \(log); sleep 600", "--cleanup",
                "echo cleanup >> \(log)", "--no-save",
            ])
        while running.process.isRunning, (try? scratch.text("log"))?.isEmpty ?? true { usleep(20_000) }
        running.process.interrupt()
        let outcome = try running.wait()
        #expect(outcome.status == 130, "\(outcome.errors)")
        #expect(try scratch.text("log") == "setup\ncleanup\n")
    }

    @Test("The gate exits with 2 where a variant is slower, and only there")
    func gate() throws {
        // So far apart that a busy machine turns no round round.
        let pair = ["--variant", "a=sleep 0.002", "--variant", "b=sleep 0.3"]
        #expect(try report(quick + pair + ["--fail-on", "worse"]).outcome.status == 2)
        #expect(try report(quick + pair + ["--fail-on", "worse", "--baseline", "b"]).outcome.status == 0)
        #expect(try report(quick + pair).outcome.status == 0)
    }

    @Test("Too few rounds decide nothing and say so")
    func fewRounds() throws {
        let (report, _) = try report([
            "exec", "--variant", "a=sleep 0.002", "--variant", "b=sleep 0.04", "--rounds", "5", "--counters", "none",
        ])
        #expect(report.comparisons.filter { $0.metric == "time" }.map(\.verdict) == [.undecided])
        #expect(report.run.warnings.contains { $0.code == "few-rounds" })
    }

    @Test("Output goes where it is asked to")
    func output() throws {
        let shown = try Program.run(
            quick + ["--variant", "a=sh -c 'echo here; echo there >&2'", "--show-output", "--no-save"])
        #expect(shown.output.contains("here\n") && shown.errors.contains("there\n"))
        let hidden = try Program.run(quick + ["--variant", "a=sh -c 'echo here; echo there >&2'", "--no-save"])
        #expect(!hidden.output.contains("here\n") && !hidden.errors.contains("there\n"))
    }
}

@Suite("bench exec beside hyperfine", .serialized)
struct HyperfineTests {
    private struct Export: Decodable {
        struct Result: Decodable {
            var times: [Double]
        }
        var results: [Result]
    }

    /// Times are not for machines that build something beside: only where it is asked for, and hyperfine is installed.
    @Test(
        "The same two commands, one run of each tool: the same ratio within the intervals",
        .enabled(if: ProcessInfo.processInfo.environment["BENCH_BESIDE_HYPERFINE"] != nil))
    func sameRatio() throws {
        let scratch = try Scratch()
        let commands = [20_000, 60_000].map { "sh -c 'i=0; while [ $i -lt \($0) ]; do i=$((i+1)); done'" }
        let (ours, theirs) = (scratch.url.path + "/ours.json", scratch.url.path + "/theirs.json")
        let outcome = try Program.run([
            "exec", "--variant", "a=\(commands[0])", "--variant", "b=\(commands[1])", "--rounds", "60", "--counters",
            "none", "--no-save", "--json", ours,
        ])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let hyperfine = try Program.run(
            "hyperfine", ["-N", "--warmup", "1", "--runs", "60", "--export-json", theirs] + commands)
        #expect(hyperfine.status == 0, "\(hyperfine.errors)")

        let comparison = try #require(Report.read(ours).comparisons.first { $0.metric == "time" })
        let export = try JSONDecoder().decode(Export.self, from: Data(contentsOf: URL(fileURLWithPath: theirs)))
        let quartiles = export.results.map { result -> (low: Double, high: Double) in
            let sorted = result.times.sorted()
            return (sorted[sorted.count / 4], sorted[3 * sorted.count / 4])
        }
        // hyperfine runs one command after the other, so that the machine's mood does not cancel: its ratio lies anywhere
        // between those of the middle halves.
        let low = quartiles[1].low / quartiles[0].high
        let high = quartiles[1].high / quartiles[0].low
        print("ours \(comparison.ratio) \(comparison.interval), hyperfine's \(low) to \(high)")
        #expect(comparison.interval.low <= high && comparison.interval.high >= low)
    }
}
