import Testing

@testable import Processes

@Suite("Words of a command line")
struct CommandWordsTests {
    @Test(
        "The rule of quoting, line by line",
        arguments: [
            ("ls", ["ls"]),
            ("  ls   -l\t/tmp \n", ["ls", "-l", "/tmp"]),
            ("echo 'a b' c", ["echo", "a b", "c"]),
            ("echo \"a b\" c", ["echo", "a b", "c"]),
            ("echo a' 'b\" \"c", ["echo", "a b c"]),
            ("echo ''", ["echo", ""]),
            ("echo \"\" ''", ["echo", "", ""]),
            (#"echo a\ b"#, ["echo", "a b"]),
            (#"echo \'a\'"#, ["echo", "'a'"]),
            (#"echo '\'"#, ["echo", #"\"#]),
            (#"echo 'a"b'"#, ["echo", #"a"b"#]),
            (#"echo "a'b""#, ["echo", "a'b"]),
            (#"echo "\"\\\n""#, ["echo", #""\\n"#]),
            (#"echo \\"#, ["echo", #"\"#]),
            (#"echo \| '|' "|" \$HOME"#, ["echo", "|", "|", "|", "$HOME"]),
            ("echo * ? ~ {n} a=b #c", ["echo", "*", "?", "~", "{n}", "a=b", "#c"]),
            ("écho 'ü'", ["écho", "ü"]),
            ("", []),
            (" \t", []),
        ])
    func words(line: String, words: [String]) throws {
        #expect(try CommandWords.split(line) == words)
    }

    @Test(
        "The shell itself splits a line of quoted words into the same",
        arguments: [
            #"a 'b c' "d e" f\ g"#, #"'a"b' "c'd" \"\'"#, #""\\" '\\' \\\\ """#, #"x''y"z"'' '-'"#,
        ])
    func asTheShell(line: String) throws {
        let shell = try Command(shell: "for word in \(line); do printf '[%s]' \"$word\" >&2; done; exit 1")
        let expected = try CommandWords.split(line).map { "[\($0)]" }.joined()
        #expect(try Launcher().run(shell).errors == expected)
    }

    @Test("What cannot be split says where and what to do")
    func refusals() {
        #expect(throws: CommandError.unclosedQuote("'", command: "echo 'a")) { try CommandWords.split("echo 'a") }
        #expect(throws: CommandError.unclosedQuote("\"", command: #"echo "a\""#)) {
            try CommandWords.split(#"echo "a\""#)
        }
        #expect(throws: CommandError.trailingBackslash(command: #"echo \"#)) { try CommandWords.split(#"echo \"#) }
        for character in "|&;<>$`" {
            let line = "echo a\(character)b"
            #expect(throws: CommandError.needsShell(character, command: line)) { try CommandWords.split(line) }
        }
        #expect("\(CommandError.needsShell("|", command: "a | b"))".contains("--shell"))
    }

    @Test("A program that is missing, a folder, or not executable is found out before anything runs")
    func programs() throws {
        #expect(throws: CommandError.notFound(program: "no-such-program", command: "no-such-program x")) {
            try Command(splitting: "no-such-program x")
        }
        #expect(throws: CommandError.notFound(program: "/tmp", command: "/tmp")) { try Command(splitting: "/tmp") }
        #expect(throws: CommandError.notExecutable(path: "/etc/passwd", command: "/etc/passwd")) {
            try Command(splitting: "/etc/passwd")
        }
        #expect(throws: CommandError.empty("''")) { try Command(splitting: "''") }
        #expect(throws: CommandError.empty("  ")) { try Command(shell: "  ") }
        #expect(try Command(splitting: "true").path.hasSuffix("/true"))
    }
}
