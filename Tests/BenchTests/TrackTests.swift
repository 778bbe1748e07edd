#if SQLite
    import Foundation
    import Report
    import TestSupport
    import Testing

    /// `bench track` as a user runs it.
    @Suite("bench track")
    struct TrackTests {
        private let scratch: Scratch

        init() throws {
            scratch = try Scratch()
            for night in 0..<20 { try write(night) }
        }

        private var history: [String] { ["--history", "\(scratch.url.path)/history.sqlite"] }

        private func path(_ night: Int) -> String { "\(scratch.url.path)/results/night\(night).json" }

        /// A night's report: 30 cases held against a reference build, of which one is 5 % slower from night 13 on.
        private func write(_ night: Int) throws {
            try FileManager.default.createDirectory(
                at: scratch.url.appendingPathComponent("results"), withIntermediateDirectories: true)
            try NightReport(night: night, slowFrom: 13).report.write(to: path(night))
        }

        private func track(_ arguments: [String]) throws -> Program.Outcome {
            try Program.run(["track"] + arguments + history, in: scratch.url)
        }

        private func add(_ nights: Range<Int>) throws {
            let outcome = try track(["add"] + nights.map(path))
            #expect(outcome.status == 0, "\(outcome.errors)")
        }

        @Test(
            "The gate is silent for thirteen nights and names the case in the first slow one; the trend names the night"
        )
        func nights() throws {
            for night in 0..<14 {
                try add(night..<night + 1)
                let gate = try track(["gate"])
                #expect(gate.status == (night < 13 ? 0 : 2), "night \(night): \(gate.output)\(gate.errors)")
                #expect(gate.output.contains("▼ made-up:slow:v time.ratio +") == (night == 13), "\(gate.output)")
                if night == 3 { #expect(gate.output.contains("made-up:w0:v time.ratio: 3 nights before")) }
            }
            try add(14..<20)
            let trend = try track(["trend"])
            #expect(trend.status == 0)
            let lines = trend.output.split(separator: "\n")
            #expect(lines.count == 2 && lines[0].hasPrefix("made-up:slow:v time.ratio, 20 runs on"), "\(trend.output)")
            #expect(
                lines[1].contains("between \(NightReport.commit(12)) and \(NightReport.commit(13))"), "\(trend.output)")
            #expect(lines[1].contains("▼ +"), "\(trend.output)")

            let json = try track(["trend", "--json", "made-up:slow:v"]).output
            let parsed = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]]
            let changes = try #require(parsed?.first?["changes"] as? [[String: Any]])
            #expect(changes.count == 1 && (changes[0]["after"] as? [String: Any])?["name"] as? String == "night13")
        }

        @Test("show draws a line with its figures; list has runs and cases")
        func show() throws {
            try add(0..<20)
            let show = try track(["show", "made-up:slow:v"])
            #expect(show.status == 0)
            for part in [
                "made-up:slow:v on 0123456789ab", "time.ratio, lower is better", "▁", "█", "last 1.0", "20 runs",
            ] {
                #expect(show.output.contains(part), "\(part): \(show.output)")
            }
            #expect(try track(["show", "made-up:slow:v", "--metric", "time"]).output.contains("time, lower is better"))
            #expect(try track(["list"]).output.split(separator: "\n").count == 22)
            let list = try track(["list", "--filter", "made-up:w1*"])
            #expect(list.output.split(separator: "\n").count == 2 + 2 * 11, "\(list.output)")
        }

        @Test("site writes pages for the suites; a file where a folder belongs is named")
        func site() throws {
            try add(0..<20)
            let folder = "\(scratch.url.path)/site"
            let outcome = try track(["site", folder])
            #expect(outcome.status == 0 && outcome.output.contains("pages of made-up"), "\(outcome.errors)")
            let page = try String(contentsOfFile: folder + "/made-up/slow/index.html", encoding: .utf8)
            #expect(page.contains("\(NightReport.commit(12)) and \(NightReport.commit(13))"))
            #expect(try track(["site", path(1)]).status == 74, "a file is no folder")
        }

        @Test("The gate writes Markdown, JSON and JUnit")
        func gateFormats() throws {
            try add(0..<14)
            for (format, part) in [
                ("markdown", "### ▼ Night of "), ("json", "\"regressions\": ["), ("junit", "<failure "),
            ] {
                let outcome = try track(["gate", "--format", format])
                #expect(outcome.status == 2 && outcome.output.contains(part), "\(format): \(outcome.output)")
            }
        }

        @Test("Adding again says so; other contents are an error, and what can be added is")
        func again() throws {
            try add(0..<2)
            let again = try track(["add", path(1)])
            #expect(again.status == 0 && again.output.contains("in the history already"))
            try NightReport(night: 1, slowFrom: 0).report.write(to: path(1))
            let other = try track(["add", path(1), path(2)])
            #expect(
                other.status == 65 && other.errors.contains("other contents")
                    && other.output.contains("added run night2"))
        }

        @Test("Words that mean nothing suggest others")
        func suggestions() throws {
            try add(0..<2)
            let name = try track(["show", "made-up:slwo:v"])
            #expect(name.status == 64 && name.errors.contains("nearest: made-up:slow:v"), "\(name.errors)")
            let metric = try track(["show", "made-up:slow:v", "--metric", "tiem"])
            #expect(metric.status == 64 && metric.errors.contains("nearest: time"), "\(metric.errors)")
            #expect(try track(["gate", "--suite", "mad-up"]).errors.contains("nearest: made-up"))
            #expect(try track(["gate", "--metric", "tiem"]).errors.contains("nearest: time"))
            #expect(try track(["trend", "--metric", "tiem"]).status == 64)
            #expect(try track(["gate", "--threshold", "0"]).status == 64)
            #expect(try track(["gate", "--alpha", "2"]).status == 64)
        }

        @Test("No history is 74, a damaged one 65, and rebuild makes it again")
        func damage() throws {
            #expect(try track(["show", "made-up:slow:v"]).status == 74)
            try add(0..<20)
            let file = scratch.url.appendingPathComponent("history.sqlite")
            try Data((0..<50_000).map { _ in UInt8.random(in: 0...255) }).write(to: file)
            for command in [["list"], ["show", "made-up:slow:v"], ["trend"], ["gate"], ["add", path(3)]] {
                let outcome = try track(command)
                #expect(
                    outcome.status == 65 && outcome.errors.contains("bench track rebuild --history"),
                    "\(outcome.errors)")
            }
            try Data("{".utf8).write(to: scratch.url.appendingPathComponent("results/torn.json"))
            let rebuilt = try track(["rebuild"])
            #expect(rebuilt.status == 65 && rebuilt.errors.contains("torn.json"), "\(rebuilt.errors)")
            #expect(
                rebuilt.output.contains("20 runs with 1860 figures") && rebuilt.errors.contains("history.sqlite.old"))
            #expect(try track(["gate"]).status == 0, "the slow level is what is expected by now")
        }

        @Test("A limit on the size of files is an error that leaves the history as it was")
        func fileSize() throws {
            try add(0..<4)
            let before = try track(["list"]).output
            // In blocks of 512 bytes: no room for another night.
            let size = try Data(contentsOf: scratch.url.appendingPathComponent("history.sqlite")).count
            let command = ([Program.path, "track", "add", path(4)] + history).joined(separator: " ")
            let outcome = try Program.run("sh", ["-c", "ulimit -f \(size / 1024 / 8); \(command)"], in: scratch.url)
            #expect(outcome.status == 74, "\(outcome.status) \(outcome.errors)")
            #expect(try track(["list"]).output == before)
        }

        @Test("Two writers that are killed again and again lose nothing and add nothing twice")
        func killed() throws {
            let outcome = try Program.run(
                "sh", [Program.root.path + "/Tests/Support/kill-writers", Program.path, scratch.url.path, "20"])
            #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
            let rebuilt = try Program.run(["track", "rebuild", "--history", "again.sqlite"], in: scratch.url)
            #expect(rebuilt.output.contains("20 runs with 1860 figures"), "\(rebuilt.output)")
            let lists = try ["history.sqlite", "again.sqlite"].map {
                try Program.run(["track", "list", "--filter", "*", "--history", $0], in: scratch.url).output
            }
            #expect(lists[0] == lists[1])
        }

        @Test("A file of Google Benchmark becomes a report that a rebuild finds")
        func googleBenchmark() throws {
            let file = scratch.url.appendingPathComponent("gb.json")
            let text = """
                {"context": {"date": "2026-11-21T10:15:00+00:00", "host_name": "h", "executable": "b", "num_cpus": 2},
                 "benchmarks": [{"name": "BM_x/8", "iterations": 10, "real_time": 5, "cpu_time": 5, "time_unit": "us"}]}
                """
            try Data(text.utf8).write(to: file)
            let command = ["add", "--from", "google-benchmark", file.path, "--commit", "0123abc"]
            let added = try track(command)
            #expect(added.status == 0 && added.output.contains("with 1 figures"), "\(added.output)\(added.errors)")
            #expect(try track(command).output.contains("in the history already"))
            #expect(try track(["show", "google-benchmark:BM_x/8:b"]).output.contains("last 5 µs at 0123abc"))
            #expect(try track(["rebuild"]).output.contains("21 runs"))
        }
    }

    /// A night of a suite that nobody ran.
    private struct NightReport {
        let night: Int
        /// The first night on which one case is 5 % slower.
        let slowFrom: Int

        static func commit(_ night: Int) -> String { "abcdef0000\(night < 10 ? "0" : "")\(night)" }

        var report: Report {
            Report(
                tool: .init(
                    name: "bench", version: "0.1.0", commit: Self.commit(night), dirty: false, swift: "6.3",
                    configuration: "release", traits: [], dependencies: [:]),
                host: .init(
                    id: "0123456789ab", cpu: "made up", isa: [], caches: [], memoryBytes: 1, os: "none", kernel: "none",
                    virtualization: "none", governor: "none",
                    counters: .init(papi: "none", available: [], unavailable: [])),
                suite: .init(name: "made-up", definition: "made-up.yaml", digest: String(repeating: "0", count: 64)),
                run: .init(
                    id: "night\(night)", started: "2026-01-\(night < 9 ? "0" : "")\(night + 1)T02:00:00Z", seconds: 1,
                    seed: 1, mode: .full, launches: 1, warnings: [], options: ["reference": "fedcba98"]),
                cases: (0..<30).map { entry("w\($0)", number: $0, slow: false) } + [
                    entry("slow", number: 30, slow: true)
                ])
        }

        private func entry(_ workload: String, number: Int, slow: Bool) -> Report.Case {
            // A walk through the unit interval that repeats after 101 nights stands in for noise of ±0.3 %.
            let noise = Double((night * 37 + number * 61) % 101) / 101 - 0.5
            let ratio = (1 + 0.006 * noise) * (slow && night >= slowFrom ? 1.05 : 1)
            func metric(_ unit: String, _ value: Double, _ provenance: Report.Provenance) -> Report.Metric {
                .value(
                    .init(
                        unit: unit, better: .lower, provenance: provenance, value: value,
                        interval: .init(value * 0.999, value * 1.001), confidence: 0.99, count: 100))
            }
            return .init(
                id: "made-up:\(workload):v", group: workload, workload: workload, variant: "v", parameters: [:],
                work: .init(macs: 1, bytes: 1),
                metrics: [
                    "time": metric("s", ratio * 1e-3, .measured), "time.ratio": metric("1", ratio, .derived),
                    "memory.peak": metric("B", 4096, .derived),
                ], checks: [])
        }
    }
#endif
