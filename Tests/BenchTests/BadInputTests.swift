import Foundation
import Kernels
import TestSupport
import Testing

@Suite("Bad input")
struct BadInputTests {
    @Test(
        "A wrong word on the command line is one message with exit code 64",
        arguments: [
            (["int8"], "no suite is called 'int8'; known: int8-fp32"),
            (
                ["int8-fp32", "--filter", "*:kws.wp:*"],
                "--filter '*:kws.wp:*' matches no case; nearest: kws.dw, kws.pw"
            ),
            (["int8-fp32", "--variant", "int8/avx"], "--variant 'int8/avx' matches no case; nearest: int8/avx2"),
            (["int8-fp32", "--counters", "cahce"], "cache"),
            (["int8-fp32", "--counters", "PAPI_TOT_INX"], "PAPI_TOT_INX"),
            (["int8-fp32", "--shape", "0x1x1"], "--shape 0x1x1"),
            (["int8-fp32", "--shape", "1x1"], "write MxNxK, such as 128x64x256"),
            (["int8-fp32", "--shape", "1000000x1000000x64"], "--shape 1000000x1000000x64"),
            (["int8-fp32", "--set", "colour=red"], "--set colour: int8-fp32 has no such option; known: activations"),
            (["int8-fp32", "--set", "activations=s4"], "s8 or u8 is expected"),
            (["int8-fp32", "--set", "activations"], "--set"),
            (["int8-fp32", "--set", "processor=z80"], "all, none or one of nucleo-l4r5zi, "),
            (["int8-fp32", "--set", "activations=u8", "--set", "activations=s8"], "--set activations is given twice"),
            (["int8-fp32", "--counters", "NOSUCH", "--dry-run"], "NOSUCH"),
            (["int8-fp32", "--quick", "--filter", "*:ic.add1*"], "the full run has it: leave --quick out"),
            (["int8-fp32", "--rounds", "5"], "fewer than 6 rounds have no 95 % interval"),
            (["int8-fp32", "--time", "5 parsecs"], "--time"),
            (["int8-fp32", "--time", "nan"], "--time"),
            (["int8-fp32", "--band=-1"], "--band -1.0"),
            (["int8-fp32", "--band", "nan"], "--band nan"),
            (["int8-fp32", "--seed", "-1"], "--seed"),
            (["int8-fp32", "--cpu", "99999", "--no-save"], "CPU 99999 is not among those this process may use"),
            (["int8-fp32", "--threads", "0"], "--threads 0: give 1 or more"),
            (["int8-fp32", "--threads", "99999", "--no-save"], "--threads 99999: this process may use"),
            (["int8-fp32", "--resume", "--no-save"], "--resume needs the files that --no-save forbids"),
            (["report", "x.json", "--format", "pdf"], "pdf"),
            (["selftest", "--repeats", "0"], "--repeats"),
        ])
    func usage(arguments: [String], message: String) throws {
        let outcome = try Program.run(arguments)
        #expect(outcome.status == 64, "\(outcome.errors)")
        #expect(outcome.errors.contains(message), "\(outcome.errors)")
        #expect(outcome.output.isEmpty)
    }

    @Test(
        "A file that is no report is one message with exit code 65",
        arguments: [
            ("", "empty"), ("{\"schema\": \"edge-bench.report/1\", \"tool\": {", "cut off"), ("not json", "JSON"),
            ("{\"schema\": \"somebody.else/7\"}", "somebody.else/7"), ("[1, 2, 3]", "schema"),
            ("{\"schema\": \"edge-bench.report/1\"}", "missing"),
        ])
    func foreign(text: String, message: String) throws {
        let scratch = try Scratch()
        let path = scratch.url.path + "/report.json"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        for command in ["validate", "report"] {
            let outcome = try Program.run([command, path])
            #expect(outcome.status == 65, "\(outcome.errors)")
            #expect(outcome.errors.contains("report.json") && outcome.errors.contains(message), "\(outcome.errors)")
        }
    }

    @Test("What the system refuses is exit code 74")
    func refused() throws {
        let missing = try Program.run(["validate", "/nowhere/report.json"])
        #expect(missing.status == 74 && missing.errors.contains("/nowhere/report.json"))
        let scratch = try Scratch()
        let file = scratch.url.path + "/file"
        try "".write(toFile: file, atomically: true, encoding: .utf8)
        let output = try Program.run(["int8-fp32", "--quick", "--filter", "*:kws.fc:*", "--output", file])
        #expect(output.status == 74 && output.errors.contains("cannot be written"), "\(output.errors)")
        let definition = try Program.run(["int8-fp32", "--definition", "/nowhere/x.yaml"])
        #expect(definition.status == 74 && definition.errors.contains("/nowhere/x.yaml"))
        let alone = try Program.run(["list"], in: scratch.url)
        #expect(alone.status == 0, "a build finds its own suites from anywhere: \(alone.errors)")
    }

    @Test("A definition that is no text is bad data, and one that cannot be read says what the system says")
    func unreadableDefinition() throws {
        let scratch = try Scratch()
        let garbage = scratch.url.path + "/garbage.yaml"
        try Data([0xFF, 0x00, 0x9C, 0xC3]).write(to: URL(fileURLWithPath: garbage))
        let binary = try Program.run(["int8-fp32", "--definition", garbage])
        #expect(binary.status == 65, "\(binary.errors)")
        #expect(binary.errors == "bench: \(garbage): the file is no text (it is not UTF-8); give a text file\n")
        try Data([0x00, 0x01, 0x02]).write(to: URL(fileURLWithPath: garbage))
        let control = try Program.run(["int8-fp32", "--definition", garbage])
        #expect(control.status == 65 && control.errors.contains(garbage), "\(control.errors)")
        for (path, cause) in [(scratch.url.path, "Is a directory"), ("/nowhere.yaml", "No such file or directory")] {
            let outcome = try Program.run(["int8-fp32", "--definition", path])
            #expect(outcome.status == 74 && outcome.errors.contains("\(path) cannot be read: \(cause)"))
            let validated = try Program.run(["validate", path])
            #expect(outcome.errors == validated.errors)
        }
    }

    @Test("A forced variant that cannot run here ends the run before it measures, with exit code 3 and the reason")
    func cannotRun() throws {
        let backend = Backends.all.first { $0.unavailable != nil }.map { ($0.name, $0.unavailable ?? "") }
        let loop = PeakLoop.all.first { $0.unavailable != nil }.map { ($0.name, $0.unavailable ?? "") }
        for (suite, absent) in [("int8-fp32", backend), ("machine", loop)] {
            guard let (name, reason) = absent else { continue }
            for last in ["--no-save", "--dry-run"] {
                let outcome = try Program.run([suite, "--quick", "--variant", name, last])
                #expect(outcome.status == 3 && outcome.output.isEmpty, "\(outcome.errors)")
                #expect(outcome.errors.contains("unavailable: \(name): \(reason)"), "\(outcome.errors)")
            }
        }
    }

    @Test("A mistake in the definition is named by file, line and field, with exit code 65")
    func definition() throws {
        let scratch = try Scratch()
        let path = scratch.url.path + "/int8-fp32.yaml"
        let text = try String(contentsOfFile: Program.root.path + "/suites/int8-fp32.yaml", encoding: .utf8)
        try text.replacing("- [128, 128, 128]", with: "- [128, -128, 128]")
            .write(toFile: path, atomically: true, encoding: .utf8)
        let line = text.split(separator: "\n", omittingEmptySubsequences: false).firstIndex {
            $0.contains("[128, 128, 128]")
        }
        let outcome = try Program.run(["int8-fp32", "--definition", path])
        #expect(outcome.status == 65)
        let place = "\(path):\(try #require(line) + 1): gemms[1][1]: -128 is out of range"
        #expect(outcome.errors.contains(place), "\(outcome.errors)")
    }

    @Test("Help, version and completions are there")
    func help() throws {
        #expect(try Program.run(["--help"]).output.contains("Exit codes: 0 fine"))
        #expect(try Program.run(["--version"]).output.hasPrefix("0.1.0 ("))
        for shell in ["bash", "zsh", "fish"] {
            let script = try Program.run(["--generate-completion-script", shell])
            #expect(script.status == 0 && script.output.contains("dry-run"), "\(shell)")
        }
    }
}
