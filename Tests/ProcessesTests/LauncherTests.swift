import Foundation
import Statistics
import TestSupport
import Testing

@testable import Processes

/// Times are never held against a number, only against each other, and only by orders of magnitude.
@Suite("Starting commands", .serialized)
struct LauncherTests {
    @Test("How a command ended is told, with its last words")
    func endings() throws {
        let launcher = try Launcher()
        let fine = try launcher.run(Command(shell: "echo complaint >&2"))
        #expect(fine.succeeded && fine.errors.isEmpty, "only a failure shows what was said")

        let failed = try launcher.run(Command(shell: "echo first >&2; echo last >&2; exit 3"))
        #expect(failed.ending == .exited(3) && failed.errors == "first\nlast")
        #expect(failed.failure == "exited with status 3; its last lines on standard error:\nfirst\nlast")

        let killed = try launcher.run(Command(shell: "kill -9 $$"))
        #expect(killed.ending == .signalled(9) && killed.errors.isEmpty, "the words of the one before are forgotten")
        #expect(killed.failure.contains("signal 9"))
    }

    @Test("A command that takes too long is ended with all its children, one that ignores that is killed")
    func timeout() throws {
        let launcher = try Launcher()
        let scratch = try ScratchFolder()
        let slow = try launcher.run(
            Command(shell: "(trap '' TERM; sleep 600) & echo $! > \(scratch.path)/child; wait"),
            timeout: 0.3)
        #expect(slow.ending == .timedOut(seconds: 0.3) && slow.seconds < 30)
        let child = try #require(Int32(scratch.text("child").trimmingCharacters(in: .whitespacesAndNewlines)))
        // It was killed, and takes a moment to go.
        for _ in 0..<500 where kill(child, 0) == 0 && !isZombie(child) { usleep(10_000) }
        #expect(kill(child, 0) != 0 || isZombie(child), "the child must be gone with its parent")

        let stubborn = try launcher.run(Command(shell: "trap '' TERM; while :; do :; done"), timeout: 0.2)
        #expect(stubborn.ending == .timedOut(seconds: 0.2) && stubborn.seconds < 30)
        #expect(try launcher.run(Command(splitting: "true"), timeout: 30).succeeded)
    }

    @Test(
        "A command that stops itself, as one does that wants the terminal, is ended and told apart",
        arguments: [
            (SIGSTOP, "was stopped by signal"), (SIGTTIN, "wanted the terminal"), (SIGTTOU, "wanted the terminal"),
        ])
    func stopped(signal: Int32, words: String) throws {
        let launcher = try Launcher()
        let command = try Command(shell: "sleep 600 & kill -\(signal) $$; exit 0")
        for launch in [
            try launcher.run(command, timeout: 60), try launcher.runFromSmallProcess(command, timeout: 60),
        ] {
            #expect(launch.ending == .stopped(signal) && launch.failure.hasPrefix(words), "\(launch.failure)")
        }
        #expect(try launcher.run(Command(splitting: "true")).succeeded)
    }

    @Test("A command that complains without end is ended when its time is over")
    func flood() throws {
        let flood = try Command(shell: "for i in 1 2 3 4; do cat /dev/zero >&2 & done; wait")
        #expect(try Launcher().run(flood, timeout: 0.3).ending == .timedOut(seconds: 0.3))
    }

    @Test("What commands print is written into a file, and their environment may be another")
    func outputAndEnvironment() throws {
        let scratch = try ScratchFolder()
        let launcher = try Launcher(output: .file(scratch.path + "/output"), environment: ["ONE": "1"])
        let launch = try launcher.run(Command(shell: "echo \"$ONE$HOME\"; echo complaint >&2; exit 4"))
        #expect(launch.ending == .exited(4) && launch.errors == "complaint")
        #expect(try scratch.text("output") == "1\n")
        let error = #expect(throws: CommandError.self) { try Launcher(output: .file(scratch.path + "/none/output")) }
        #expect("\(try #require(error))".contains("cannot be written to"))
    }

    @Test("A wish to stop ends the command at work")
    func stop() throws {
        let start = Date()
        let launcher = try Launcher(stop: { Date().timeIntervalSince(start) > 0.2 })
        let launch = try launcher.run(Command(splitting: "sleep 60"))
        #expect(launch.ending == .interrupted && launch.seconds < 30)
    }

    @Test("A command that says very much is not stopped by a full pipe, and the end of it is kept")
    func muchOutput() throws {
        let launch = try Launcher().run(
            Command(
                shell: """
                    i=0; while [ $i -lt 20000 ]; do echo "line $i of a long complaint about nothing"; i=$((i+1)); done >&2
                    head -c 4000000 /dev/zero; exit 1
                    """), timeout: 60)
        #expect(launch.ending == .exited(1))
        let lines = launch.errors.split(separator: "\n")
        #expect(lines.count == 10 && lines.last?.hasPrefix("line 19999 ") == true)
    }

    @Test("Commands read nothing, or every one the whole file")
    func input() throws {
        let scratch = try ScratchFolder()
        try "one\ntwo\n".write(toFile: scratch.path + "/input", atomically: true, encoding: .utf8)
        let count = try Command(shell: "exit $(wc -l)")
        #expect(try Launcher().run(count).ending == .exited(0))
        let launcher = try Launcher(input: scratch.path + "/input")
        for _ in 0..<3 { #expect(try launcher.run(count).ending == .exited(2)) }
        #expect(try launcher.runFromSmallProcess(count).ending == .exited(2))
        #expect(throws: CommandError.self) { try Launcher(input: scratch.path + "/none") }
    }

    @Test("Arguments arrive as they are, the environment with them, from a small process too")
    func arguments() throws {
        let launcher = try Launcher()
        let command = try Command(
            splitting: #"sh -c 'printf "%s|" "$0" "$@" >&2; test -n "$PATH"; exit 7' "a b" '' '*' \$x"#)
        for launch in [try launcher.run(command), try launcher.runFromSmallProcess(command)] {
            #expect(launch.ending == .exited(7) && launch.errors == "a b||*|$x|")
        }
    }

    @Test("A script without an interpreter's line is no program, and the message names the way out")
    func script() throws {
        let scratch = try ScratchFolder()
        try "exit 0\n".write(toFile: scratch.path + "/script", atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: scratch.path + "/script")
        let command = try Command(splitting: scratch.path + "/script")
        let error = #expect(throws: CommandError.self) { try Launcher().run(command) }
        #expect("\(try #require(error))".contains("--shell"))
    }

    @Test("A busy command has user time, a sleeping one has not")
    func cpuTime() throws {
        let launcher = try Launcher()
        let busy = try launcher.run(Command(shell: "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done"))
        let sleeping = try launcher.run(Command(splitting: "sleep 0.3"))
        #expect(busy.succeeded && sleeping.succeeded)
        #expect(busy.userSeconds > 5 * sleeping.userSeconds)
        #expect(sleeping.seconds >= 0.3 && sleeping.userSeconds + sleeping.systemSeconds < 0.3 * sleeping.seconds)
    }
}

@Suite("Memory of commands", .serialized)
struct CommandMemoryTests {
    /// dd holds one block.
    private func holding(_ mebibytes: Int) throws -> Command {
        try Command(splitting: "dd if=/dev/zero of=/dev/null bs=\(mebibytes)M count=1")
    }

    @Test("What a command allocates shows, whatever this program holds")
    func known() throws {
        let launcher = try Launcher()
        var ballast = [UInt8](repeating: 1, count: 64 << 20)
        ballast[ballast.count / 2] = 2
        let small = try launcher.runFromSmallProcess(holding(1)).peakBytes
        for mebibytes in [8, 24] {
            let more = try launcher.runFromSmallProcess(holding(mebibytes)).peakBytes - small
            let expected = Double(mebibytes - 1) * Double(1 << 20)
            #expect(abs(Double(more) - expected) < 0.1 * expected, "\(mebibytes) MiB: \(more)")
        }
        let nothing = try launcher.runFromSmallProcess(Command(splitting: "true")).peakBytes
        #expect(nothing > 0 && nothing < 4 << 20, "\(nothing)")
        // Above its own peak the plain launch says the same.
        let large = try launcher.run(holding(512)).peakBytes
        #expect(large > Launcher.ownPeak)
        #expect(abs(Double(large) - Double(512 << 20)) < 0.05 * Double(512 << 20), "\(large)")
        #expect(ballast[ballast.count / 2] == 2)
    }

    #if os(Linux)
        @Test("The bug that the small process is there for: a plain launch begins with this program's own peak")
        func inherited() throws {
            let launcher = try Launcher()
            let nothing = try Command(splitting: "true")
            #expect(try launcher.run(nothing).peakBytes >= Launcher.ownPeak / 2)
            #expect(try launcher.runFromSmallProcess(nothing).peakBytes < Launcher.ownPeak / 2)
        }
    #endif

    @Test("A child that the command leaves behind, and that ends before it, is not taken for it")
    func orphans() throws {
        let launcher = try Launcher()
        let scratch = try ScratchFolder()
        let command = try Command(
            shell: """
                (sleep 0.01 & echo $! > \(scratch.path)/child)
                dd if=/dev/zero of=/dev/null bs=24M count=1 2> /dev/null; sleep 0.3; touch \(scratch.path)/end; exit 3
                """)
        let launch = try launcher.runFromSmallProcess(command)
        #expect(launch.ending == .exited(3) && launch.seconds > 0.3 && launch.peakBytes > 24 << 20, "\(launch)")
        #expect(try scratch.text("end").isEmpty, "the command has come to its end")
        #if os(Linux)
            let child = try #require(Int32(scratch.text("child").trimmingCharacters(in: .whitespacesAndNewlines)))
            #expect(kill(child, 0) != 0, "it is given back")
        #endif
    }

    @Test("A child that outlives the command runs on, and is given back later")
    func survivors() throws {
        let launcher = try Launcher()
        let scratch = try ScratchFolder()
        let command = try Command(
            shell: """
                (while ! [ -e \(scratch.path)/go ]; do sleep 0.02; done; touch \(scratch.path)/end) &
                echo $! > \(scratch.path)/child
                """)
        #expect(try launcher.runFromSmallProcess(command).succeeded)
        let child = try #require(Int32(scratch.text("child").trimmingCharacters(in: .whitespacesAndNewlines)))
        #expect(kill(child, 0) == 0, "it is still at work")
        #expect(FileManager.default.createFile(atPath: scratch.path + "/go", contents: nil))
        for _ in 0..<500 where kill(child, 0) == 0 {
            usleep(20_000)
            #expect(try launcher.runFromSmallProcess(Command(splitting: "true")).succeeded)
        }
        #expect(try scratch.text("end").isEmpty && kill(child, 0) != 0)
    }

    @Test("From a small process, too, failures and timeouts are told")
    func endings() throws {
        let launcher = try Launcher()
        #expect(try launcher.runFromSmallProcess(Command(shell: "echo no >&2; exit 3")).errors == "no")
        #expect(try launcher.runFromSmallProcess(Command(shell: "kill -9 $$")).ending == .signalled(9))
        #expect(
            try launcher.runFromSmallProcess(Command(splitting: "sleep 60"), timeout: 0.2).ending
                == .timedOut(seconds: 0.2))
    }
}

private func isZombie(_ process: Int32) -> Bool {
    let status = (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)) ?? ""
    return status.isEmpty || status.contains(") Z ")
}

/// A folder that is gone when its owner is.
final class ScratchFolder {
    let path = NSTemporaryDirectory() + "/processes-\(UUID().uuidString)"

    init() throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    func text(_ name: String) throws -> String {
        try String(contentsOfFile: path + "/" + name, encoding: .utf8)
    }

    /// The lines of a log that commands write into.
    func lines(_ name: String) throws -> [String] {
        try text(name).split(separator: "\n").map(String.init)
    }
}
