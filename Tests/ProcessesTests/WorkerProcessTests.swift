import Foundation
import Testing

@testable import Processes

/// Workers made of shell scripts.
@Suite("Worker processes", .serialized)
struct WorkerProcessTests {
    private static let hello = WorkerAnswer.hello(
        WorkerHello(version: "1", commit: "c", dirty: false, digest: "d", cpu: nil, groups: [])
    ).line

    private let side = LiveSide(.base, "script")

    private func worker(_ script: String) -> WorkerInvocation {
        WorkerInvocation(side: side, executable: "/bin/sh", arguments: ["-c", script])
    }

    private var quick: WorkerLink.Patience {
        WorkerLink.Patience(hello: 20, prepare: 0.3, epoch: 0.3, end: 0.3)
    }

    @Test("One that answers is asked and ended")
    func answers() async throws {
        let script = "echo '\(Self.hello)'; while read word rest; do echo \"epoch 700\"; done; exit 3"
        let seconds = try await worker(script).withWorker { link in
            _ = try link.hello()
            return try link.epoch(0, iterations: 7, expected: 1)
        }
        #expect(abs(seconds - 1e-7) < 1e-15)
    }

    @Test("One that ends before it says hello lacks the protocol; what it said is shown")
    func lacksProtocol() async throws {
        let script = "echo \"bench: no suite is called 'worker'\" >&2; exit 64"
        await #expect(throws: LiveError.lacksProtocol(side, said: "bench: no suite is called 'worker'")) {
            _ = try await worker(script).withWorker { try $0.hello() }
        }
    }

    @Test("One that dies in the middle is told, with how")
    func dies() async throws {
        let script = "echo '\(Self.hello)'; read line; kill -SEGV $$"
        do {
            _ = try await worker(script).withWorker { link in
                _ = try link.hello()
                return try link.prepare("a")
            }
            Issue.record("it answered")
        } catch LiveError.ended(let side, let request, let said) {
            #expect(side == self.side && request == "prepare a")
            #expect(said.contains("11"), "\(said)")
        }
    }

    @Test("One that hangs is ended, and does not hold up the other side's end")
    func hangs() async throws {
        let marker = FileManager.default.temporaryDirectory.appendingPathComponent("worker-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: marker) }
        // It ignores the end of its input, and what asks it politely to end.
        let script = "trap '' TERM INT; echo $$ > \(marker); echo '\(Self.hello)'; while :; do sleep 1; done"
        let other = worker("echo '\(Self.hello)'; while read line; do :; done")
        await #expect(throws: LiveError.hung(side, request: "prepare a", seconds: 0.3)) {
            _ = try await other.withWorker(patience: quick) { _ in
                try await worker(script).withWorker(patience: quick) { link in
                    _ = try link.hello()
                    return try link.prepare("a")
                }
            }
        }
        let process = try #require(
            Int32(try String(contentsOfFile: marker, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)))
        #expect(kill(process, 0) == -1 && errno == ESRCH, "the process is gone")
    }

    @Test("One that does not end by itself is ended after the last request")
    func lingers() async throws {
        let script = "echo '\(Self.hello)'; while :; do sleep 1; done"
        let hello = try await worker(script).withWorker(patience: quick) { try $0.hello() }
        #expect(hello.commit == "c")
    }

    @Test("An executable that is none is told")
    func notStarted() async throws {
        let missing = WorkerInvocation(side: side, executable: "/nowhere/bench", arguments: [])
        do {
            _ = try await missing.withWorker { try $0.hello() }
            Issue.record("it started")
        } catch LiveError.notStarted(let side, let path, _) {
            #expect(side == self.side && path == "/nowhere/bench")
        }
    }
}
