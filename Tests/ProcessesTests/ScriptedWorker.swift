import Measurement
import Statistics

@testable import Processes

/// What the workers of a test were asked, in order.
final class RequestLog {
    struct Entry: Equatable {
        var role: LiveSide.Role
        var request: WorkerRequest
    }

    var entries: [Entry] = []

    /// Base's and head's epochs, in order.
    var epochs: [(role: LiveSide.Role, index: Int, iterations: Int)] {
        entries.compactMap { entry in
            guard case .epoch(let index, let iterations) = entry.request else { return nil }
            return (entry.role, index, iterations)
        }
    }
}

/// A worker of made-up times, in this process.
final class ScriptedWorker: WorkerTransport {
    let role: LiveSide.Role
    let log: RequestLog
    var hello: WorkerHello
    var prepared: (String) -> [PreparedAnswer]
    /// Seconds a call of a case.
    var seconds: (Int) -> Double
    /// What is said instead of the right answer.
    var instead: (WorkerRequest) -> String? = { _ in nil }
    private var answers: [String]

    init(
        _ role: LiveSide.Role, log: RequestLog = RequestLog(), groups: [WorkerHello.Group],
        seconds: @escaping (Int) -> Double = { _ in 1e-5 }
    ) {
        self.role = role
        self.log = log
        self.seconds = seconds
        hello = WorkerHello(version: "0", commit: "\(role)", dirty: false, digest: "d", cpu: 0, groups: [])
        hello.groups = groups
        prepared = { name in
            (groups.first { $0.name == name }?.cases ?? []).map { PreparedAnswer(id: $0, seconds: 1e-5) }
        }
        answers = []
    }

    var link: WorkerLink { WorkerLink(side: LiveSide(role, "\(role)"), transport: self) }

    func send(_ line: String) throws(TransportError) {
        guard let request = WorkerRequest(line: line) else { throw .ended }
        log.entries.append(.init(role: role, request: request))
        if let other = instead(request) {
            answers.append(other)
            return
        }
        let answer: WorkerAnswer =
            switch request {
            case .prepare(let group): .prepared(prepared(group))
            case .place: .placed(1)
            case .epoch(let index, let iterations):
                .epoch(nanoseconds: UInt64(seconds(index) * Double(iterations) * 1e9))
            case .release, .quit: .released(failures: [:])
            }
        answers.append(answer.line)
    }

    func receive(within seconds: Double) throws(TransportError) -> String {
        if log.entries.allSatisfy({ $0.role != role }) && answers.isEmpty {
            return WorkerAnswer.hello(hello).line
        }
        guard !answers.isEmpty else { throw .timedOut }
        return answers.removeFirst()
    }
}

/// Two scripted workers under a run.
struct ScriptedRun {
    var log = RequestLog()
    var groups: [WorkerHello.Group] = [
        .init(name: "a:k=1", cases: ["s:a:x:k=1", "s:a:y:k=1", "s:a:z:k=1"]),
        .init(name: "b:k=1", cases: ["s:b:x:k=1"]),
    ]
    var settings = LiveSettings(seed: 1)
    /// Changes each pair's workers before they are asked anything.
    var arrange: (ScriptedWorker, ScriptedWorker) -> Void = { _, _ in }

    func measure(stop: @escaping () -> Bool = { false }) async throws -> LiveComparison {
        let nothing = WorkerInvocation(side: LiveSide(.base, "base"), executable: "", arguments: [])
        var head = nothing
        head.side = LiveSide(.head, "head")
        let run = LiveRun(base: nothing, head: head, suite: "s", settings: settings)
        return try await run.measure(stop: stop, progress: { _ in }, digests: ("b", "h")) { body in
            // The logs of pairs are one; the workers of a pair are new.
            let pair = RequestLog()
            let base = ScriptedWorker(.base, log: pair, groups: groups)
            let head = ScriptedWorker(.head, log: pair, groups: groups)
            arrange(base, head)
            defer { log.entries += pair.entries }
            return try body(base.link, head.link)
        }
    }
}
