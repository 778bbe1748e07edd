import Testing

@testable import Processes

@Suite("Talking to a worker")
struct WorkerLinkTests {
    private let groups = [WorkerHello.Group(name: "a:k=1", cases: ["s:a:x:k=1"])]
    private let side = LiveSide(.head, "head")

    @Test("Every message is what it was after being written and read")
    func messages() {
        let requests: [WorkerRequest] = [
            .prepare(group: "kws.pw:cache=warm,stage=kernel"), .place, .epoch(index: 3, iterations: 1_000_000),
            .release,
            .quit,
        ]
        for request in requests { #expect(WorkerRequest(line: request.line) == request) }
        var hello = WorkerHello(version: "1.0", commit: "abc", dirty: true, digest: "f0", cpu: nil, groups: [])
        hello.groups = groups
        let answers: [WorkerAnswer] = [
            .hello(hello),
            .prepared([
                .init(id: "a", seconds: 1.25e-7), .init(id: "b", unavailable: "no \"AMX\""),
                .init(id: "c", failed: "exact:\nelement 3 differs"),
            ]),
            .placed(7), .epoch(nanoseconds: .max), .released(failures: ["a": "call failed\nwith 2"]),
            .refused("there is no group x"),
        ]
        for answer in answers {
            #expect(WorkerAnswer(line: answer.line) == answer)
            #expect(!answer.line.contains("\n"))
        }
    }

    @Test(
        "What is no message is none",
        arguments: [
            "", "epoch", "epoch 1", "epoch 1 0", "epoch x 1", "prepare", "prepare a b", "release 1", "hello {}",
        ])
    func noRequest(line: String) {
        #expect(WorkerRequest(line: line) == nil)
    }

    @Test(
        "What is no answer is none",
        arguments: [
            "", "epoch", "epoch -1", "epoch 1.5", "hello {}", "prepared {}", "prepared", "released []", "[1/2] x",
        ])
    func noAnswer(line: String) {
        #expect(WorkerAnswer(line: line) == nil)
    }

    @Test("An answer to another request is nonsense, and named")
    func nonsense() throws {
        let worker = ScriptedWorker(.head, groups: groups)
        _ = try worker.link.hello()
        worker.instead = { _ in "epoch 12" }
        #expect(throws: LiveError.nonsense(side, request: "prepare a:k=1", answer: "'epoch 12'")) {
            _ = try worker.link.prepare("a:k=1")
        }
        worker.instead = { _ in "Each line: the baseline's figure" }
        #expect(throws: LiveError.nonsense(side, request: "epoch 0 5", answer: "'Each line: the baseline's figure'")) {
            _ = try worker.link.epoch(0, iterations: 5, expected: 1)
        }
        worker.instead = { _ in "refused it is not ready" }
        #expect(throws: LiveError.refused(side, request: "release", reason: "it is not ready")) {
            _ = try worker.link.release()
        }
    }

    @Test("A worker of another version is refused before it is asked anything")
    func otherVersion() {
        let worker = ScriptedWorker(.head, groups: groups)
        worker.hello.protocol = "edge-bench.worker/2"
        #expect(throws: LiveError.otherProtocol(side, speaks: "edge-bench.worker/2")) { _ = try worker.link.hello() }
        #expect(worker.log.entries.isEmpty)
    }

    @Test("The errors name the side, the cause and the remedy")
    func words() {
        #expect(
            "\(LiveError.lacksProtocol(LiveSide(.base, "v0.1"), said: "no suite is called 'worker'"))"
                == "base (v0.1) did not start as a worker (it said: no suite is called 'worker'); if its build is older than "
                + "resident workers (edge-bench.worker/1), compare reports instead: bench compare BASE.json HEAD.json")
        #expect("\(LiveError.interrupted(pairs: 1))".hasPrefix("interrupted after 1 pair, too few for a verdict"))
    }
}
