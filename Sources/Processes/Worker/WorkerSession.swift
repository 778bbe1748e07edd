import Measurement
import Statistics

/// The worker's side: answers requests until there are no more, on the measuring thread.
public struct WorkerSession {
    private let hello: WorkerHello
    private let groups: [GroupPlan]
    private var slowdown: Slowdown
    private var generator: SeededGenerator
    private var group: ResidentGroup?
    private var placements = 0

    /// - Parameters:
    ///   - hello: what this build is.
    ///   - groups: what it can prepare.
    ///   - slowdown: how much slower it is to be.
    ///   - seed: of the places in memory.
    public init(hello: WorkerHello, groups: [GroupPlan], slowdown: Slowdown, seed: UInt64) {
        self.hello = hello
        self.groups = groups
        self.slowdown = slowdown
        generator = SeededGenerator(seed: seed, stream: "places")
    }

    /// Says hello and answers.
    /// - Parameters:
    ///   - read: the next line; nil where there is none any more.
    ///   - write: sends a line at once.
    public mutating func serve(read: () -> String?, write: (String) -> Void) {
        write(WorkerAnswer.hello(hello).line)
        while let line = read() {
            guard let request = WorkerRequest(line: line) else {
                write(WorkerAnswer.refused("'\(line)' is no request of \(WorkerProtocol.name)").line)
                continue
            }
            if request == .quit { return }
            write(answer(request).line)
        }
    }

    private mutating func answer(_ request: WorkerRequest) -> WorkerAnswer {
        switch request {
        case .prepare(let name):
            guard let plan = groups.first(where: { $0.name == name }) else {
                return .refused("there is no group \(name)")
            }
            // Two groups at once would take twice the memory.
            group = nil
            let prepared = ResidentGroup(plan, epochSeconds: LiveSettings.epochSeconds)
            group = prepared
            return .prepared(prepared.cases.map(PreparedAnswer.init))
        case .epoch(let index, let iterations):
            let calls = slowdown.calls(for: iterations)
            guard let nanoseconds = group?.epoch(of: index, iterations: calls) else {
                return .refused("case \(index) is not ready; prepare its group first")
            }
            return .epoch(nanoseconds: nanoseconds)
        case .place:
            group?.place(using: &generator)
            placements += 1
            return .placed(placements)
        case .release, .quit:
            let failures = group?.failures() ?? [:]
            group = nil
            return .released(failures: failures)
        }
    }
}
