import Foundation
import TestSupport
import Testing

/// `scripts/nightly` with a program that tells its arguments and leaves empty reports.
@Suite("scripts/nightly")
struct NightlyTests {
    private let scratch: Scratch
    private var results: String { scratch.url.path + "/a folder" }

    /// Reports are numbered. `SUITE --list`, `SUITE` and `track` end with the code in a file of their name, where there is one.
    private static let bench = """
        echo "$*" >>"$LOG/calls"
        code() { if [ -e "$LOG/$1" ]; then cat "$LOG/$1"; else echo 0; fi; }
        leave() { mkdir -p "$1/host1/$2"; echo "{}" >"$1/host1/$2/$(ls "$1/host1/$2" | wc -l)$3.json"; }
        case "$*" in
        "list --names") printf 'int8-fp32\\nmachine\\n' ;;
        *--list) exit "$(code "$1-list")" ;;
        compare*) leave "${@: -1}" "$6" live ;;
        "track gate"*) echo "### verdict"; exit "$(code gate)" ;;
        "track add"*) exit "$(code "$(basename "$5")")" ;;
        track*) ;;
        *) leave "${@: -1}" "$1" alone; exit "$(code "$1")" ;;
        esac
        """

    init() throws {
        scratch = try Scratch()
        try FileManager.default.copyItem(
            at: Program.root.appendingPathComponent("scripts"), to: scratch.url.appendingPathComponent("scripts"))
        try FileManager.default.createDirectory(
            at: scratch.url.appendingPathComponent("suites"), withIntermediateDirectories: true)
        let program = scratch.url.appendingPathComponent("bench")
        try Data("#!/bin/bash\n\(Self.bench)\n".utf8).write(to: program)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program.path)
    }

    private func night(_ arguments: [String] = []) throws -> Program.Outcome {
        try? FileManager.default.removeItem(atPath: scratch.url.path + "/calls")
        return try Program.run(
            "env",
            ["-u", "GITHUB_STEP_SUMMARY", "LOG=\(scratch.url.path)", "scripts/nightly", "--build", "bench"]
                + ["--results", "a folder"] + arguments, in: scratch.url)
    }

    private func exits(_ call: String, _ code: Int) throws {
        try Data("\(code)".utf8).write(to: scratch.url.appendingPathComponent(call))
    }

    private var calls: [String] {
        get throws { try scratch.text("calls").split(separator: "\n").map(String.init) }
    }

    @Test("A night measures every suite, holds it against the first night's build, adds what is new, and gates")
    func nights() throws {
        let first = try night(["--quick"])
        #expect(first.status == 0 && first.output == "### verdict\n", "\(first.errors)")
        let reference = results + "/reference/bench"
        var expected = ["list --names"]
        for suite in ["int8-fp32", "machine"] { expected.append("\(suite) --quick --output \(results)") }
        for suite in ["int8-fp32", "machine"] {
            expected.append(
                "compare --live \(reference) \(scratch.url.path)/bench --suite \(suite) --quick --pairs 5 --rounds 30 "
                    + "--save \(results)")
        }
        let history = results + "/history.sqlite"
        func adding(_ names: [String]) -> [String] {
            names.map { "track add --history \(history) \(results)/./host1/\($0).json" }
        }
        let end = [
            "track site --history \(history) \(results)/site",
            "track gate --history \(history) --host host1 --format markdown",
        ]
        let added = adding(["int8-fp32/0alone", "int8-fp32/1live", "machine/0alone", "machine/1live"])
        #expect(try calls == expected + added + end)
        #expect(FileManager.default.isExecutableFile(atPath: reference))
        #expect(FileManager.default.fileExists(atPath: results + "/reference/suites"))

        #expect(try night(["--suite", "machine"]).status == 0)
        #expect(
            try calls.filter { $0.hasPrefix("track add") } == adding(["machine/2alone", "machine/3live"]),
            "what was added is not added again")
    }

    @Test("The gate's exit code is the night's; a suite or a report that fails keeps nothing else from being done")
    func codes() throws {
        try exits("gate", 2)
        #expect(try night().status == 2)
        try exits("gate", 0)
        try exits("int8-fp32", 1)
        #expect(try night().status == 1)
        try exits("int8-fp32", 0)
        try exits("4alone.json", 65)
        let torn = try night()
        #expect(torn.status == 65 && torn.output == "### verdict\n")
        #expect(try calls.count { $0.hasPrefix("track add") } == 4)
        #expect(try night().status == 0, "a report that could not be added is not tried again")
    }

    @Test("A filter leaves out the suites that have no such case")
    func filter() throws {
        try exits("machine-list", 64)
        #expect(try night(["--filter", "*:kws.*"]).status == 0)
        #expect(try calls.contains("int8-fp32 --filter *:kws.* --output \(results)"))
        #expect(try !calls.contains { $0.hasPrefix("machine --filter") && !$0.hasSuffix("--list") })
        try exits("int8-fp32-list", 64)
        #expect(try night(["--filter", "*:kws.*"]).status == 64)
    }

    @Test(
        "Wrong options are named",
        arguments: [
            (["--bakfill", "3"], "unknown option --bakfill"), (["--backfill", "x"], "give a number of commits"),
            (["--suite"], "--suite needs a value"), (["--build", "nowhere"], "there is no such program"),
        ])
    func options(given: [String], message: String) throws {
        let outcome = try night(given)
        #expect(outcome.status == 64 && outcome.errors.contains(message), "\(outcome.errors)")
    }

    @Test("Older commits are not put behind the nights of a history")
    func backfill() throws {
        try FileManager.default.createDirectory(atPath: results, withIntermediateDirectories: true)
        try Data().write(to: URL(fileURLWithPath: results + "/history.sqlite"))
        let outcome = try night(["--backfill", "3"])
        #expect(outcome.status == 64 && outcome.errors.contains("fills a new history"), "\(outcome.errors)")
    }
}
