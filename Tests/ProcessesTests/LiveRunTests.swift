import RealModule
import Statistics
import TestSupport
import Testing

@testable import Processes

@Suite("Pairs of resident workers")
struct LiveRunTests {
    /// Times with the noise of epochs, and a level of its own for each worker and case, as places in memory give it.
    private func noisy(_ generator: inout SeededGenerator, ratio: Double) -> ScriptedRun {
        var run = ScriptedRun()
        run.settings.rounds = 40
        var own = generator
        generator = SeededGenerator(seed: generator.next())
        run.arrange = { base, head in
            for (worker, factor) in [(base, 1.0), (head, ratio)] {
                let levels = (0..<3).map { _ in Double.exp(0.005 * own.gaussian()) }
                var noise = SeededGenerator(seed: own.next())
                worker.seconds = { 1e-5 * factor * levels[$0] * .exp(0.02 * noise.gaussian()) }
            }
        }
        return run
    }

    @Test("Identical builds are not told apart, and one slower by 3 % is found")
    func verdicts() async throws {
        var generator = SeededGenerator(for: "verdicts on pairs")
        var (falsely, found, cases) = (0, 0, 0)
        for _ in 0..<30 {
            let same = try await noisy(&generator, ratio: 1).measure().judgements(band: .standard, alpha: 0.01)
            falsely += same.count { $0.verdict == .better || $0.verdict == .worse }
            let slow = try await noisy(&generator, ratio: 1.03).measure().judgements(band: .standard, alpha: 0.01)
            found += slow.count { $0.verdict == .worse }
            cases += slow.count
        }
        // 30 questions, each with a chance of an error of 1 % at most.
        #expect(falsely <= 2)
        #expect(Double(found) >= 0.9 * Double(cases), "\(found) of \(cases)")
    }

    @Test("A ratio is head ÷ base, and the time a call's")
    func direction() async throws {
        var run = ScriptedRun()
        run.settings.rounds = 6
        run.arrange = { base, head in
            base.seconds = { _ in 1e-5 }
            head.seconds = { _ in 2e-5 }
        }
        let found = try await run.measure()
        #expect(found.cases.map(\.id) == run.groups.flatMap(\.cases), "in the order of the suite")
        #expect(found.pairs == 10 && found.base.commit == "base" && found.head.commit == "head")
        for entry in found.cases {
            #expect(entry.logRatios.count == 10)
            for ratio in entry.logRatios { #expect(abs(ratio - Double.log(2)) < 1e-3) }
            for (base, head) in zip(entry.baseSeconds, entry.headSeconds) {
                #expect(abs(base - 1e-5) < 1e-8 && abs(head - 2e-5) < 1e-8)
            }
        }
    }

    @Test("Who is second in a turn is at a disadvantage that no side has: a fixed order would show it")
    func orderEffect() async throws {
        var run = ScriptedRun()
        run.settings.rounds = 400
        run.arrange = { base, head in
            for worker in [base, head] {
                worker.seconds = { [unowned worker] _ in
                    // The epochs so far, this one included: an even number makes it the second of its turn.
                    worker.log.epochs.count.isMultiple(of: 2) ? 1.05e-5 : 1e-5
                }
            }
        }
        run.settings.pairs = 3
        run.groups = [run.groups[1]]
        let found = try await run.measure()
        let turns = run.log.epochs
        let first = stride(from: 0, to: turns.count, by: 2).map { turns[$0].role }
        let heads = first.count { $0 == .head }
        // Five standard deviations of 1200 fair throws.
        #expect(first.count == 1200 && abs(heads - 600) < 87, "\(heads)")
        // Turn about gives half of them too, and changes every time; a fixed order never does.
        let changes = zip(first, first.dropFirst()).count { $0 != $1 }
        #expect(abs(changes - 600) < 87, "\(changes)")
        // In each turn one epoch of each, of one case and one length.
        for start in stride(from: 0, to: turns.count, by: 2) {
            let (one, other) = (turns[start], turns[start + 1])
            #expect(one.role != other.role && one.index == other.index && one.iterations == other.iterations)
        }
        // Medians of a mixture of two ratios lie at either, or between; never is one side always behind.
        let ratios = found.cases[0].logRatios
        #expect(ratios.allSatisfy { abs($0) <= Double.log(1.05) + 1e-6 })
    }

    @Test("Each case comes at every place of a round equally often, and lengths are spread over ± 20 %")
    func order() async throws {
        var run = ScriptedRun()
        run.settings.rounds = 300
        run.settings.pairs = 3
        run.groups = [run.groups[0]]
        _ = try await run.measure()
        let turns = stride(from: 0, to: run.log.epochs.count, by: 2).map { run.log.epochs[$0] }
        #expect(turns.count == 3 * 300 * 3)
        for place in 0..<3 {
            for index in 0..<3 {
                let count = stride(from: place, to: turns.count, by: 3).count { turns[$0].index == index }
                // 900 throws of a die with three sides: 300 ± 5 · √200.
                #expect(abs(count - 300) < 71, "case \(index) at \(place): \(count)")
            }
        }
        let lengths = turns.map(\.iterations)
        #expect(lengths.min() ?? 0 < 42 && lengths.max() ?? 0 > 58, "50 calls are 0.5 ms")
        #expect(lengths.allSatisfy { (40...60).contains($0) })
    }

    @Test("The same seed asks the same in the same order, another does not")
    func seeded() async throws {
        func requests(seed: UInt64) async throws -> [RequestLog.Entry] {
            var run = ScriptedRun()
            run.settings.seed = seed
            run.settings.rounds = 20
            _ = try await run.measure()
            // How often memory is changed depends on the clock.
            return run.log.entries.filter { $0.request != .place }
        }
        let first = try await requests(seed: 7)
        #expect(try await requests(seed: 7) == first)
        #expect(try await requests(seed: 8) != first)
    }

    @Test("What one side alone has, cannot run or computes wrongly is told and not judged")
    func dropped() async throws {
        var run = ScriptedRun()
        run.settings.rounds = 6
        run.arrange = { base, head in
            base.hello.groups[0].cases.append("s:a:old:k=1")
            head.hello.groups.append(.init(name: "new", cases: ["s:new:x"]))
            base.prepared = { name in
                name == "b:k=1"
                    ? [.init(id: "s:b:x:k=1", failed: "exact: element 0 differs")]
                    : [
                        .init(id: "s:a:x:k=1", seconds: 1e-5), .init(id: "s:a:y:k=1", unavailable: "no AVX-512"),
                        .init(id: "s:a:z:k=1", seconds: 1e-5),
                    ]
            }
            head.instead = { $0 == .release ? #"released {"s:a:z:k=1":"call 3 failed"}"# : nil }
        }
        let found = try await run.measure()
        #expect(found.cases.map(\.id) == ["s:a:x:k=1"])
        #expect(found.onlyBase == ["s:a:old:k=1"] && found.onlyHead == ["s:new:x"])
        let dropped = Dictionary(uniqueKeysWithValues: found.dropped.map { ($0.id, $0) })
        #expect(dropped.count == 3)
        #expect(dropped["s:b:x:k=1"]?.isFailure == true && dropped["s:b:x:k=1"]?.role == .base)
        #expect(dropped["s:a:y:k=1"]?.isFailure == false)
        #expect(dropped["s:a:z:k=1"]?.reason == "call 3 failed" && dropped["s:a:z:k=1"]?.role == .head)
    }

    @Test("A case in another group is another case; one that is announced and not prepared has its reason")
    func moved() async throws {
        var run = ScriptedRun()
        run.settings.rounds = 6
        run.arrange = { base, head in
            base.hello.groups = [
                .init(name: "a:k=1", cases: ["s:a:x:k=1", "s:a:y:k=1"]),
                .init(name: "b:k=1", cases: ["s:b:x:k=1", "s:a:z:k=1"]),
            ]
            head.prepared = { name in
                name == "a:k=1" ? [.init(id: "s:a:x:k=1", seconds: 1e-5)] : [.init(id: "s:b:x:k=1", seconds: 1e-5)]
            }
        }
        let found = try await run.measure()
        #expect(found.cases.map(\.id) == ["s:a:x:k=1", "s:b:x:k=1"])
        #expect(found.onlyBase == ["s:a:z:k=1"] && found.onlyHead == ["s:a:z:k=1"])
        #expect(found.dropped.map(\.id) == ["s:a:y:k=1"] && found.dropped.first?.role == .head)
    }

    @Test("Interrupted, it keeps the finished pairs where they are enough")
    func interrupted() async throws {
        var run = ScriptedRun()
        run.settings.rounds = 10
        var rounds = 0
        func measure(after limit: Int) async throws -> LiveComparison {
            rounds = 0
            return try await run.measure(stop: {
                rounds += 1
                return rounds > limit
            })
        }
        // A pair has 20 rounds: 10 in each of two groups.
        let found = try await measure(after: 85)
        #expect(found.isInterrupted && found.pairs == 4 && found.cases.allSatisfy { $0.logRatios.count == 4 })
        await #expect(throws: LiveError.interrupted(pairs: 2)) { _ = try await measure(after: 45) }
    }

    @Test("Builds without a case in common are refused, with the reasons")
    func nothingInCommon() async throws {
        var run = ScriptedRun()
        run.arrange = { base, _ in base.hello.groups = [.init(name: "other", cases: ["s:other:x"])] }
        await #expect(throws: LiveError.nothingInCommon(reasons: [])) { _ = try await run.measure() }
        run.groups = [run.groups[1]]
        run.arrange = { _, head in head.prepared = { _ in [.init(id: "s:b:x:k=1", unavailable: "no AVX2")] } }
        await #expect(throws: LiveError.nothingInCommon(reasons: ["s:b:x:k=1, head: no AVX2"])) {
            _ = try await run.measure()
        }
    }
}
