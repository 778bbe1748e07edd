import Foundation
import Report
import TestSupport
import Testing

@Suite("bench compare")
struct CompareTests {
    private let scratch: Scratch
    private let base: String

    init() throws {
        scratch = try Scratch()
        base = scratch.url.path + "/base.json"
        try example().write(to: base)
    }

    private func example() throws -> Report {
        try Report.read(Program.root.path + "/Tests/ReportTests/Fixtures/example.json")
    }

    /// The example with every time that of ten launches, one of the cases slower.
    private func write(_ name: String, slow: Double, change: (inout Report) -> Void = { _ in }) throws -> String {
        var report = try example()
        report.run.launches = 10
        for index in report.cases.indices {
            guard case .value(var time) = report.cases[index].metrics["time"] else { continue }
            let factor = index == 0 ? slow : 1
            let launches = (0..<10).map { time.value * factor * (1 + 1e-4 * Double($0)) }
            time.value = launches[4]
            time.interval = .init(launches[0], launches[9])
            time.launches = launches
            report.cases[index].metrics["time"] = .value(time)
        }
        change(&report)
        let path = scratch.url.path + "/" + name
        try report.write(to: path)
        return path
    }

    @Test("A regression is told first, and the exit code follows --fail-on")
    func regression() throws {
        let (before, after) = (try write("before.json", slow: 1), try write("after.json", slow: 1.2))
        let slower = try Program.run(["compare", before, after, "--fail-on", "regression"])
        #expect(slower.status == 2, "\(slower.errors)")
        #expect(slower.output.hasPrefix("1 regression\n") && slower.output.contains("+20"), "\(slower.output)")
        #expect(try Program.run(["compare", before, after]).status == 0)
        let faster = try Program.run(["compare", after, before, "--fail-on", "regression"])
        #expect(faster.status == 0 && faster.output.hasPrefix("1 improvement\n"), "\(faster.output)")
        let tolerant = try Program.run(
            ["compare", before, after, "--fail-on", "regression", "--threshold", "time=25"])
        #expect(tolerant.status == 0 && tolerant.output.hasPrefix("no change\n"), "\(tolerant.output)")
    }

    @Test("The comparison is JSON and Markdown as well, on standard output or in a file")
    func formats() throws {
        let (before, after) = (try write("before.json", slow: 1), try write("after.json", slow: 1.2))
        let json = try Program.run(["compare", before, after, "--format", "json"])
        let document = try #require(
            try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
        #expect(document["schema"] as? String == "edge-bench.comparison/1")
        let file = scratch.url.path + "/comment.md"
        let markdown = try Program.run(["compare", before, after, "--format", "markdown", "--output", file])
        #expect(markdown.status == 0 && markdown.output.isEmpty)
        #expect(try scratch.text("comment.md").hasPrefix("### ▼ 1 regression\n"))
        let schema = Program.root.path + "/results/schema/edge-bench.comparison-1.schema.json"
        let verdict = try Program.run(
            Program.python, ["-W", "ignore", "-m", "jsonschema", "-i", try save(json.output), schema])
        #expect(verdict.status == 0, "\(verdict.output)\(verdict.errors)")
    }

    private func save(_ text: String) throws -> String {
        let path = scratch.url.path + "/comparison.json"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    @Test("Reports of one process each say what is missing")
    func single() throws {
        let outcome = try Program.run(["compare", base, base])
        #expect(
            outcome.status == 0 && outcome.output.contains("one process of a side shows no spread"), "\(outcome.output)"
        )
    }

    @Test("Another host's report is refused with exit code 3, and compared across hosts")
    func hosts() throws {
        let other = try write("other.json", slow: 1) { $0.host.id = "fedcba987654" }
        let refused = try Program.run(["compare", base, other])
        #expect(refused.status == 3 && refused.errors.contains("--across-hosts"), "\(refused.errors)")
        let across = try Program.run(["compare", base, other, "--across-hosts"])
        #expect(across.status == 0 && across.output.contains("ratio-to-baseline"), "\(across.errors)")
    }

    @Test(
        "Bad input is one message with its exit code",
        arguments: [
            (["--threshold", "fast"], Int32(64), "--threshold"), (["--threshold=-1"], 64, "--threshold"),
            (["--threshold", "tiem=1"], 64, "'tiem'"), (["--filter", "*:nowhere:*"], 64, "matches no case"),
            (["--format", "pdf"], 64, "pdf"), (["--output", "/nowhere/x.md"], 74, "/nowhere/x.md"),
            (["--quick", "--pairs", "3", "--save", "x"], 64, "--quick, --pairs, --save: not for reports"),
        ])
    func badInput(options: [String], status: Int32, message: String) throws {
        let outcome = try Program.run(["compare", base, base] + options)
        #expect(outcome.status == status && outcome.errors.contains(message), "\(outcome.errors)")
        #expect(outcome.output.isEmpty)
    }

    @Test("Files that are missing, broken or alone are told by their names")
    func files() throws {
        let alone = try Program.run(["compare", base])
        #expect(alone.status == 64 && alone.errors.contains("name a base and at least one other"), "\(alone.errors)")
        let missing = try Program.run(["compare", base, "/nowhere/y.json"])
        #expect(missing.status == 74 && missing.errors.contains("/nowhere/y.json"))
        let broken = scratch.url.path + "/broken.json"
        try "{\"schema\":".write(toFile: broken, atomically: true, encoding: .utf8)
        let cut = try Program.run(["compare", base, broken])
        #expect(cut.status == 65 && cut.errors.contains("broken.json"))
    }
}
