import Basics
import Foundation
import Kernels
import Report
import TestSupport
import Testing

@Suite("bench int8-fp32", .serialized)
struct RunTests {
    /// The smallest layers, so that a run takes a second or two.
    private let small = ["int8-fp32", "--quick", "--filter", "*:*.fc*:*", "--rounds", "8"]

    @Test("A run prints a table and leaves a report that both validators accept")
    func report() throws {
        let scratch = try Scratch()
        let outcome = try Program.run(small + ["--output", scratch.url.path])
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("kws.fc:cache=warm,stage=kernel"))
        #expect(scratch.files(".jsonl").isEmpty, "the journal has served its turn")
        let json = try #require(scratch.files(".json").first)
        let markdown = try #require(scratch.files(".md").first)
        #expect(outcome.output.contains(json) && outcome.output.contains(markdown))

        #expect(try Program.run(["validate", json]).status == 0)
        let schema = Program.root.path + "/results/schema/edge-bench.report-1.schema.json"
        let verdict = try Program.run(Program.python, ["-W", "ignore", "-m", "jsonschema", "-i", json, schema])
        #expect(verdict.status == 0, "\(verdict.output)\(verdict.errors)")

        let report = try Report.read(json)
        #expect(report.host.id == URL(fileURLWithPath: json).pathComponents.dropLast(2).last)
        #expect(report.suite.definition == "suites/int8-fp32.yaml")
        #expect(report.run.mode == .quick && report.tool.configuration == "debug")
        #expect(report.tool.dependencies["Yams"] != nil)
        #expect(!report.findings.isEmpty && !report.comparisons.isEmpty)
        expectAbsentLibraries(in: report)
        for entry in report.cases where !entry.isRoof && entry.checks.contains(where: { $0.name != "allocations" }) {
            for metric in ["intensity", "peak-share", "bandwidth-share", "roofline-share", "memory-boundness"] {
                guard case .value(let value)? = entry.metrics[metric] else {
                    Issue.record("\(entry.id) has no \(metric)")
                    continue
                }
                #expect(value.value > 0, "\(entry.id) \(metric)")
            }
        }
        for format in ["markdown", "json", "csv", "text"] {
            let rendered = try Program.run(["report", json, "--format", format])
            #expect(rendered.status == 0 && rendered.output.contains("kws.fc"), "\(format)")
        }
        #expect(
            try Program.run(["report", json, "--format", "markdown"]).output
                == String(contentsOfFile: markdown, encoding: .utf8))
        #expect(
            try Program.run(["report", json, "--format", "json"]).output
                == String(contentsOfFile: json, encoding: .utf8))
    }

    /// A library that is not built in is there all the same, with the package that holds it.
    private func expectAbsentLibraries(in report: Report) {
        let libraries = [
            ("fp32/openblas", "OpenBLAS", "libopenblas-dev"), ("fp32/onednn", "OneDNN", "libdnnl-dev"),
            ("int8/onednn", "OneDNN", "libdnnl-dev"), ("fp32/xnnpack", "XNNPACK", "libxnnpack-dev"),
            ("int8/xnnpack", "XNNPACK", "libxnnpack-dev"),
        ]
        for (variant, trait, package) in libraries where !report.tool.traits.contains(trait) {
            let cases = report.cases.filter { $0.variant == variant }
            #expect(!cases.isEmpty)
            for entry in cases {
                guard case .unavailable(_, let reason)? = entry.metrics["time"] else {
                    Issue.record("\(entry.id) has a time")
                    continue
                }
                #expect(reason.contains(package) && reason.contains(trait), "\(entry.id): \(reason)")
            }
        }
    }

    @Test("Every event asked for is in every case, as a value or with its reason")
    func counters() throws {
        let events = ["PAPI_TOT_INS", "PAPI_L1_DCM", "perf::PAGE-FAULTS", "perf::TASK-CLOCK"]
        let outcome = try Program.run(
            small + ["--no-save", "--json", "-", "--counters", events.joined(separator: ",")])
        try expectEvents(events, in: outcome)
    }

    @Test("Where perf_event_open is denied, every event carries the reason and the run goes on")
    func denied() throws {
        let events = ["PAPI_TOT_INS", "perf::PAGE-FAULTS"]
        let script = Program.root.path + "/Tests/Support/deny_perf_event_open.py"
        let outcome = try Program.run(
            Program.python,
            [script, Program.path] + small + ["--no-save", "--json", "-", "--counters", events.joined(separator: ",")])
        if outcome.status == 69 {
            print("no seccomp filter can be installed here: \(outcome.errors)")
            return
        }
        let report = try expectEvents(events, in: outcome)
        #expect(report.host.counters.available.isEmpty)
        for refusal in report.host.counters.unavailable where refusal.event == "perf::PAGE-FAULTS" {
            // PAPI asks nobody on a processor that it does not know yet.
            #expect(
                refusal.reason.contains("perf_event_open is refused") || refusal.reason.contains("no default PMU"),
                "\(refusal.reason)")
        }
    }

    @discardableResult
    private func expectEvents(_ events: [String], in outcome: Program.Outcome) throws -> Report {
        #expect(outcome.status == 0, "\(outcome.errors)")
        let report = try Report(json: Array(outcome.output.utf8), file: "standard output")
        #expect(report.validate().isEmpty)
        let told = report.host.counters.available + report.host.counters.unavailable.map(\.event)
        #expect(Set(told) == Set(events))
        for entry in report.cases where !entry.isRoof && !entry.checks.isEmpty {
            for event in events {
                switch entry.metrics[event] {
                case .value(let value): #expect(value.provenance == .counted)
                case .unavailable(_, let reason): #expect(!reason.isEmpty)
                case nil: Issue.record("\(entry.id) has no \(event)")
                }
            }
        }
        return report
    }

    @Test(
        "Threads are a condition, the peaks are those of all threads, and counts tell each thread's part",
        .enabled(if: Affinity.cpus.count > 1, "needs two CPUs"))
    func threads() throws {
        let outcome = try Program.run([
            "int8-fp32", "--quick", "--filter", "*:gemm.128x128x128:fp32/*:cache=warm,stage=kernel,*", "--rounds", "8",
            "--threads", "2", "--no-save", "--json", "-", "--counters", "perf::TASK-CLOCK",
        ])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let report = try Report(json: Array(outcome.output.utf8), file: "standard output")
        #expect(report.validate().isEmpty)
        #expect(report.run.options?["threads"] == "2")
        #expect(report.cases.allSatisfy { $0.id.hasSuffix(",threads=2") && $0.group.hasSuffix(",threads=2") })
        for entry in report.cases where entry.isPeak || entry.variant == "fp32/avx2" {
            #expect(entry.parameters["threads-used"] == .number(2), "\(entry.id)")
        }
        let portable = try #require(report.cases.first { $0.variant == "fp32/portable" })
        #expect(portable.parameters["threads-used"] == .number(1))
        let avx2 = try #require(report.cases.first { $0.variant == "fp32/avx2" })
        if case .value? = avx2.metrics["perf::TASK-CLOCK"] {
            let parts = avx2.parameters["by-thread.perf-TASK-CLOCK"]?.description.split(separator: " ") ?? []
            #expect(parts.count == 2 && parts.allSatisfy { Double($0).map { $0 > 0 } == true }, "\(parts)")
        }
    }

    @Test("A run that is killed loses no finished group, and --resume completes it without measuring them again")
    func killed() throws {
        let scratch = try Scratch()
        let command = ["int8-fp32", "--quick", "--filter", "*:ad.*:*", "--rounds", "40", "--output", scratch.url.path]
        let running = try Running(Program.path, command)
        var lines = 0
        while running.process.isRunning, lines < 4 {
            usleep(20_000)
            lines =
                try scratch.files(".jsonl").first.map { try String(contentsOfFile: $0, encoding: .utf8) }?
                .split(separator: "\n").count ?? 0
        }
        kill(running.process.processIdentifier, SIGKILL)
        _ = try running.wait()
        let journal = try #require(scratch.files(".jsonl").first)
        #expect(scratch.files(".json").isEmpty)

        #expect(try Program.run(["validate", journal]).status == 0)
        let partial = try Program.run(["report", journal, "--format", "json"])
        let before = try Report(json: Array(partial.output.utf8), file: "partial")
        #expect(before.run.warnings.contains { $0.code == "partial" })
        #expect(before.cases.count >= 3 * 8)

        let resumed = try Program.run(command + ["--resume"])
        #expect(resumed.status == 0, "\(resumed.errors)")
        #expect(scratch.files(".jsonl").isEmpty)
        let after = try Report.read(try #require(scratch.files(".json").first))
        #expect(after.run.id == before.run.id && after.run.started == before.run.started)
        #expect(Set(after.cases.map(\.group)).count == 20)
        for entry in before.cases { #expect(after.cases.contains(entry)) }
    }

    @Test("Other options cannot continue a run, and are told what differs")
    func otherOptions() throws {
        let scratch = try Scratch()
        let command = ["int8-fp32", "--quick", "--filter", "*:ad.*:*", "--output", scratch.url.path]
        let running = try Running(Program.path, command + ["--rounds", "40"])
        while running.process.isRunning, scratch.files(".jsonl").isEmpty { usleep(20_000) }
        kill(running.process.processIdentifier, SIGKILL)
        _ = try running.wait()
        let resumed = try Program.run(command + ["--rounds", "41", "--resume"])
        #expect(resumed.status == 64)
        #expect(resumed.errors.contains("differs in rounds, time, band or --sustain"))
    }

    @Test("Ctrl-C ends a run after the round, keeps what is finished and says how to go on")
    func interrupted() throws {
        let scratch = try Scratch()
        let running = try Running(
            Program.path,
            ["int8-fp32", "--quick", "--filter", "*:ad.*:*", "--rounds", "400", "--output", scratch.url.path])
        while running.process.isRunning, scratch.files(".jsonl").isEmpty { usleep(20_000) }
        usleep(200_000)
        running.process.interrupt()
        let outcome = try running.wait()
        #expect(outcome.status == 130)
        #expect(outcome.errors.contains("--resume continues"))
        #expect(try Program.run(["validate", try #require(scratch.files(".jsonl").first)]).status == 0)
    }

    @Test("A forced variant is measured beside the baseline alone, and what cannot run is told once")
    func forced() throws {
        var command = [
            "int8-fp32", "--quick", "--filter", "*:kws.fc:*:cache=warm,stage=kernel", "--rounds", "8", "--no-save",
            "--counters", "none", "--json", "-",
        ]
        for variant in ["fp32/scalar", "int8/scalar", "int4/scalar", "int4/portable"] {
            command += ["--variant", variant]
        }
        let absent = try #require(Backends.all.first { $0.unavailable != nil })
        let outcome = try Program.run(command + ["--variant", absent.name])
        #expect(outcome.status == 0)
        #expect(outcome.errors.components(separatedBy: "unavailable: \(absent.name): ").count == 2)
        let report = try Report(json: Array(outcome.output.utf8), file: "standard output")
        let measured = report.cases.filter { !$0.isRoof && !$0.checks.isEmpty }.map(\.variant)
        let baseline = try #require(Set(report.comparisons.map(\.baseline)).first)
        let name = try #require(report.cases.first { $0.id == baseline }).variant
        #expect(name != "fp32/scalar", "never a straw man")
        #expect(Set(measured) == ["fp32/scalar", "int8/scalar", "int4/scalar", "int4/portable", name])
        #expect(report.comparisons.count == 4)
    }

    @Test("Every ratio of the growing table has its verdict's sign")
    func signs() throws {
        let outcome = try Program.run(small + ["--no-save", "--counters", "none"])
        let lines = outcome.output.split(separator: "\n").filter { $0.contains(":cache=") && $0.contains("fp32/") }
        #expect(!lines.isEmpty && outcome.output.contains("▲ better, ▼ worse, ≈ equivalent (±0.5 %), ? undecided"))
        for line in lines where line.hasPrefix("kws.fc:") {
            let words = line.split(separator: " ")
            for (ratio, sign) in zip(words, words.dropFirst()) where ratio.hasSuffix("×") {
                #expect(["▲", "▼", "≈", "?"].contains(sign), "\(line)")
            }
        }
    }

    @Test("--dry-run and --list measure nothing")
    func plans() throws {
        let plan = try Program.run(["int8-fp32", "--quick", "--dry-run"])
        #expect(plan.status == 0 && plan.output.contains("81 groups"))
        let list = try Program.run(["int8-fp32", "--list", "--filter", "*:kws.pw:int8/portable:*"])
        let lines = list.output.split(separator: "\n")
        #expect(lines.count == 6 && lines.allSatisfy { $0.contains(":int8/portable:") })
        #expect(plan.output.split(separator: "\n").count < 20, "a forecast is no list")
        let one = try Program.run([
            "int8-fp32", "--dry-run", "--filter", "*:kws.pw:*:cache=warm,stage=kernel", "--variant", "int8/portable",
        ])
        #expect(one.output.contains("total  1 workload, 1 group, 1 case\n"), "\(one.output)")
    }

    @Test("--sustain adds the trajectories")
    func sustained() throws {
        let outcome = try Program.run([
            "int8-fp32", "--quick", "--filter", "*:kws.fc:*:cache=warm,stage=kernel", "--sustain", "500ms", "--no-save",
            "--json", "-",
        ])
        let report = try Report(json: Array(outcome.output.utf8), file: "standard output")
        #expect(report.validate().isEmpty)
        #expect(report.series.contains { $0.name.hasPrefix("sustained:int8-fp32:kws.fc:") })
    }
}
