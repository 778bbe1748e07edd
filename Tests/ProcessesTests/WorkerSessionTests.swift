import Measurement
import Report
import Statistics
import TestSupport
import Testing

@testable import Processes

@Suite("The worker's side")
struct WorkerSessionTests {
    /// Counts how often a case is prepared and called.
    private final class Counter {
        var prepared = 0
        var calls = 0
        var failure: String?
        var value: UInt64 = 1

        func spin() {
            calls += 1
            for _ in 0..<200 { value = value &* 6_364_136_223_846_793_005 &+ 1 }
        }
    }

    private func plan(
        _ variant: String, _ counter: Counter, unavailable: String? = nil, passes: Bool = true
    ) throws -> CasePlan {
        CasePlan(
            id: try #require(CaseID(suite: "s", workload: "a", variant: variant, conditions: [:])), role: .variant,
            precision: "fp32", shape: [:], work: .init(macs: 1, bytes: 1), unavailable: unavailable
        ) {
            counter.prepared += 1
            return PreparedCase(
                call: { counter.spin() },
                verify: { [.init(name: "exact", passed: passes, detail: passes ? "equal" : "element 0 differs")] },
                failure: { counter.failure })
        }
    }

    /// The answers to requests, hello the first.
    private func answers(
        to requests: [String], _ cases: [CasePlan], slowdown: Double = 0, before: (String) -> Void = { _ in }
    ) -> [WorkerAnswer?] {
        let groups = [GroupPlan(workload: "a", conditions: [:], cases: cases)]
        let hello = WorkerHello(version: "1", commit: "c", dirty: false, digest: "d", cpu: 1, groups: groups)
        var session = WorkerSession(
            hello: hello, groups: groups, slowdown: Slowdown(fraction: slowdown, seed: 1), seed: 1)
        var rest = requests[...]
        var said: [WorkerAnswer?] = []
        session.serve(
            read: {
                let next = rest.popFirst()
                if let next { before(next) }
                return next
            }, write: { said.append(WorkerAnswer(line: $0)) })
        return said
    }

    @Test("It says what it has, prepares it, measures it and lets it go")
    func session() throws {
        let counter = Counter()
        let said = answers(
            to: [
                "prepare a", "epoch 0 30", "epoch 1 5", "epoch 2 5", "epoch 9 5", "release", "epoch 0 3", "nonsense",
            ],
            [
                try plan("ok", counter), try plan("absent", Counter(), unavailable: "no AMX"),
                try plan("wrong", Counter(), passes: false),
            ])
        guard case .hello(let hello)? = said[0], case .prepared(let cases)? = said[1], case .epoch(let time)? = said[2]
        else {
            Issue.record("\(said)")
            return
        }
        #expect(hello.protocol == WorkerProtocol.name && hello.cpu == 1)
        #expect(hello.groups == [.init(name: "a", cases: ["s:a:ok", "s:a:absent", "s:a:wrong"])])
        #expect(cases[0].seconds.map { $0 > 0 } == true && cases[0].failed == nil)
        #expect(cases[1] == .init(id: "s:a:absent", unavailable: "no AMX"))
        #expect(cases[2] == .init(id: "s:a:wrong", failed: "exact: element 0 differs"))
        #expect(time > 0)
        for index in [3, 4, 5, 7, 8] {
            guard case .refused? = said[index] else {
                Issue.record("\(index): \(String(describing: said[index]))")
                continue
            }
        }
        #expect(said[6] == .released(failures: [:]))
    }

    @Test("A call that failed in memory since given up is still told")
    func failure() throws {
        let counter = Counter()
        let said = answers(to: ["prepare a", "epoch 0 3", "place", "place", "release"], [try plan("ok", counter)]) {
            // The first epoch fails; what is prepared anew has forgotten it.
            counter.failure = $0 == "place" && counter.prepared == 1 ? "call 2 failed" : nil
        }
        #expect(counter.prepared == 3)
        #expect(said[3] == .placed(1) && said[4] == .placed(2))
        #expect(said[5] == .released(failures: ["s:a:ok": "call 2 failed"]))
    }

    @Test("A slower worker makes exactly so many more calls, and divides by those asked for")
    func slowdown() throws {
        let counter = Counter()
        var before = 0
        var made: [Int] = []
        let requests = ["prepare a"] + [String](repeating: "epoch 0 100", count: 50) + ["release"]
        _ = answers(to: requests, [try plan("ok", counter)], slowdown: 0.03) { request in
            made.append(counter.calls - before)
            before = counter.calls
        }
        #expect(made[2...].allSatisfy { $0 == 103 }, "\(made)")
    }

    @Test("Fractions of calls add up to the slow-down on average")
    func fractions() {
        var generator = SeededGenerator(for: "slow-down")
        for (iterations, fraction) in [(1, 0.03), (7, 0.1), (40, 0.003)] {
            var slowdown = Slowdown(fraction: fraction, seed: generator.next())
            let throwsOfCoin = 20_000
            let calls = (0..<throwsOfCoin).reduce(0) { sum, _ in sum + slowdown.calls(for: iterations) }
            let expected = Double(throwsOfCoin * iterations) * (1 + fraction)
            // Five standard deviations of as many throws of a coin.
            #expect(abs(Double(calls) - expected) < 5 * 0.5 * Double(throwsOfCoin).squareRoot())
        }
        var none = Slowdown(fraction: 0, seed: 1)
        #expect((1...1000).allSatisfy { none.calls(for: $0) == $0 })
    }
}
