import Basics
import Counters
import Energy
import Report
import Testing

@testable import Measurement

/// Work that takes time and cannot be optimised away.
private final class Spinner {
    private(set) var value: UInt64 = 1
    private(set) var calls = 0

    func spin(_ count: Int) {
        calls += 1
        for _ in 0..<count { value = value &* 6_364_136_223_846_793_005 &+ 1 }
    }
}

@Suite("Measuring a group")
struct GroupMeasurementTests {
    private func plan(
        _ variant: String, role: CasePlan.Role = .variant, macs: Int = 100, spins: Int = 1000,
        unavailable: String? = nil, passes: Bool = true, spinner: Spinner = Spinner(),
        failure: @escaping () -> String? = { nil }
    ) throws -> CasePlan {
        let id = try #require(
            CaseID(suite: "test", workload: "spin", variant: variant, conditions: ["cache": "warm"]))
        return CasePlan(
            id: id, role: role, precision: "fp32", shape: ["n": .number(3)], work: .init(macs: macs, bytes: 64),
            unavailable: unavailable
        ) {
            PreparedCase(
                call: { spinner.spin(spins) },
                verify: { [.init(name: "oracle", passed: passes, detail: passes ? "equal" : "element 0 differs")] },
                resultMetrics: { ["sqnr": .unavailable(unit: "dB", reason: "exact")] }, failure: failure)
        }
    }

    private func measure(
        _ cases: [CasePlan], compared: ComparedMetric = .time, rounds: Int = 12, counters: String = "none",
        sustain: Double? = nil, stop: () -> Bool = { false }
    ) throws -> GroupResult? {
        var settings = MeasurementSettings(rounds: rounds, groupSeconds: nil, seed: 1)
        settings.epochSeconds = 1e-4
        settings.sustainSeconds = sustain
        let session = CounterSession(try CounterSelection(parsing: counters))
        defer { session.close() }
        return GroupMeasurement(
            settings: settings, counters: CounterPasses(session),
            energy: EnergyPasses(EnergyDiscovery(files: KernelFiles(root: "/nowhere")))
        ).run(
            GroupPlan(workload: "spin", conditions: ["cache": "warm"], cases: cases, compared: compared), stop: stop)
    }

    @Test("Every case gets its figures, each with an interval around it")
    func figures() throws {
        let result = try #require(
            try measure([
                plan("fp32/slow", role: .baseline, spins: 3000), plan("fp32/fast", role: .baseline, spins: 1000),
                plan("peak/fp32/loop", role: .peak, macs: 1000), plan("bandwidth/fp32/loop", role: .bandwidth, macs: 0),
            ]))
        #expect(result.baseline == "test:spin:fp32/fast:cache=warm")
        #expect(result.cases.filter(\.isPeak).map(\.id) == ["test:spin:peak/fp32/loop:cache=warm"])
        #expect(result.cases.filter(\.isBandwidth).map(\.id) == ["test:spin:bandwidth/fp32/loop:cache=warm"])
        #expect(Set(result.cases[2].metrics.keys) == ["time", "throughput", "sqnr", "allocations"])
        #expect(Set(result.cases[3].metrics.keys) == ["time", "bandwidth", "sqnr", "allocations"])
        #expect(result.passed)
        for entry in result.cases {
            #expect(result.rounds[entry.id]?.count == 12)
            guard case .value(let time)? = entry.metrics["time"] else {
                Issue.record("\(entry.id) has no time")
                continue
            }
            #expect(time.value > 0 && time.interval.low <= time.value && time.value <= time.interval.high)
            #expect(time.count == 12 && time.confidence >= 0.5)
        }
        let fast = result.cases[1].metrics
        #expect(
            Set(fast.keys) == [
                "time", "throughput", "bandwidth", "energy", "sqnr", "intensity", "peak-share", "bandwidth-share",
                "roofline-share", "memory-boundness", "allocations",
            ])
        #expect(result.cases[0].parameters == ["n": .number(3), "cache": .text("warm")])
    }

    @Test("The share of the peak is the ratio of the rates in the same rounds")
    func share() throws {
        // The same work per call, and the peak claims ten times the operations: a tenth of the peak.
        let spinner = Spinner()
        let result = try #require(
            try measure(
                [
                    plan("fp32/a", role: .baseline, macs: 100, spinner: spinner),
                    plan("peak/fp32/loop", role: .peak, macs: 1000, spinner: spinner),
                ], rounds: 60))
        guard case .value(let share)? = result.cases[0].metrics["peak-share"] else {
            Issue.record("no share")
            return
        }
        #expect(abs(share.value - 0.1) < 0.03)
    }

    @Test("Without a roof in its plan a group has no roofline; what was planned and cannot run is told")
    func noRoof() throws {
        let bare = try #require(try measure([plan("fp32/a", role: .baseline)]))
        #expect(
            Set(bare.cases[0].metrics.keys) == [
                "time", "throughput", "bandwidth", "energy", "sqnr", "allocations",
            ])
        let missing = try #require(
            try measure([
                plan("fp32/a", role: .baseline),
                plan("peak/fp32/loop", role: .peak, unavailable: "no such instructions"),
            ]))
        #expect(
            missing.cases[0].metrics["peak-share"]
                == .unavailable(unit: "1", reason: "no peak loop of fp32 runs on this machine"))
    }

    @Test("Where rates are compared, the baseline is the one with the highest, not the shortest call")
    func rates() throws {
        let cases = try [
            plan("fp32/short", role: .baseline, macs: 10, spins: 1000),
            plan("fp32/dense", role: .baseline, macs: 100, spins: 3000),
        ]
        #expect(try measure(cases)?.baseline == "test:spin:fp32/short:cache=warm")
        #expect(try measure(cases, compared: .throughput)?.baseline == "test:spin:fp32/dense:cache=warm")
    }

    @Test("A case whose check fails has no figures and is not timed")
    func failedCheck() throws {
        let spinner = Spinner()
        let result = try #require(
            try measure([
                plan("fp32/good", role: .baseline), plan("fp32/bad", role: .baseline, passes: false, spinner: spinner),
            ]))
        #expect(!result.passed)
        #expect(spinner.calls == 0)
        #expect(result.cases[1].checks == [.init(name: "oracle", passed: false, detail: "element 0 differs")])
        #expect(
            result.cases[1].metrics == [
                "time": .unavailable(unit: "s", reason: "its check failed, so it has no figures")
            ])
        #expect(result.rounds.keys.sorted() == ["test:spin:fp32/good:cache=warm"])
    }

    /// The faster one, so that it would be the baseline: a call that fails is quick.
    @Test("A case of which a call fails has no figures and is no baseline, whenever that was", arguments: [0, 20])
    func failedCall(after calls: Int) throws {
        let spinner = Spinner()
        let result = try #require(
            try measure(
                [
                    plan("fp32/good", role: .baseline, spins: 3000),
                    plan(
                        "fp32/bad", role: .baseline, spins: 1000, spinner: spinner,
                        failure: { spinner.calls >= calls ? "computing failed" : nil }),
                ], sustain: 0.05))
        #expect(!result.passed)
        #expect((spinner.calls == 0) == (calls == 0))
        #expect(
            result.cases[1].checks.filter { !$0.passed } == [
                .init(name: "calls", passed: false, detail: "computing failed")
            ])
        #expect(
            result.cases[1].metrics == [
                "time": .unavailable(unit: "s", reason: "its check failed, so it has no figures")
            ])
        let good = "test:spin:fp32/good:cache=warm"
        #expect(result.baseline == good)
        #expect(result.rounds.keys.sorted() == [good] && result.piloted.keys.sorted() == [good])
        #expect(result.series.map(\.name) == ["sustained:\(good)"])
    }

    @Test("What a library's own threads do is not counted, and the reason says so", arguments: [1, 2])
    func threadsOfALibrary(_ threads: Int) throws {
        var library = try plan("fp32/library", role: .baseline)
        (library.library, library.threads) = ("NoLibrary", threads)
        let event = "perf::PAGE-FAULTS"
        let result = try #require(try measure([library], counters: event))
        let reason = "NoLibrary computes on threads of its own, which no counter is attached to"
        let isWithheld = result.cases[0].metrics[event] == .unavailable(unit: "1", reason: reason)
        #expect(isWithheld == (threads > 1))
    }

    @Test("What a machine cannot run stays in the result with its reason")
    func unavailable() throws {
        let result = try #require(
            try measure([plan("fp32/a", role: .baseline), plan("fp32/b", unavailable: "no such instructions")]))
        #expect(result.cases[1].metrics == ["time": .unavailable(unit: "s", reason: "no such instructions")])
        #expect(result.passed)
    }

    @Test("A group of nothing that runs gives a result without figures")
    func nothing() throws {
        let result = try #require(try measure([plan("fp32/a", role: .baseline, unavailable: "missing")]))
        #expect(result.baseline == nil && result.rounds.isEmpty)
    }

    @Test("Every counter asked for is a value or a reason")
    func counters() throws {
        let result = try #require(
            try measure([plan("fp32/a", role: .baseline)], counters: "default,PAPI_L2_TCM,perf::MINOR-FAULTS"))
        let metrics = result.cases[0].metrics
        for event in CounterGroups.events(of: "default")! + ["PAPI_L2_TCM", "perf::MINOR-FAULTS"] {
            switch metrics[event] {
            case .value(let value): #expect(value.provenance == .counted && value.count >= 6)
            case .unavailable(_, let reason): #expect(!reason.isEmpty)
            case nil: Issue.record("\(event) is missing")
            }
        }
    }

    @Test("A wish to stop gives the group up")
    func stopped() throws {
        #expect(try measure([plan("fp32/a", role: .baseline)], stop: { true }) == nil)
    }

    @Test("Sustaining repeats the rounds for as long as asked, and tells how the figures move")
    func sustained() throws {
        let result = try #require(try measure([plan("fp32/a", role: .baseline)], sustain: 0.3))
        let series = try #require(result.series.first)
        #expect(series.name == "sustained:test:spin:fp32/a:cache=warm")
        #expect(series.points.count >= 10)
        #expect(series.points.last.map { $0.x > 0.25 } == true)
        #expect(zip(series.points, series.points.dropFirst()).allSatisfy { $0.x < $1.x })
    }
}

@Suite("Figures")
struct FiguresTests {
    @Test("Throughput and bandwidth follow from the times")
    func derived() {
        let figures = Figures(
            work: .init(macs: 500, bytes: 4000), seconds: [Double](repeating: 1e-6, count: 20), confidence: 0.95)
        func value(_ metric: Report.Metric) -> Double? {
            if case .value(let value) = metric { value.value } else { nil }
        }
        #expect(value(figures.time(tail: nil)) == 1e-6)
        #expect(value(figures.throughput()).map { abs($0 - 1e9) < 1 } == true)
        #expect(value(figures.bandwidth()).map { abs($0 - 4e9) < 1 } == true)
    }

    @Test("A machine that changes speed halfway gives a wide interval of low coverage, not a narrow one")
    func drift() {
        let seconds = [Double](repeating: 1, count: 30) + [Double](repeating: 2, count: 30)
        guard
            case .value(let time) = Figures(work: .init(macs: 1, bytes: 1), seconds: seconds, confidence: 0.95)
                .time(tail: nil)
        else {
            Issue.record("no time")
            return
        }
        #expect(time.interval == .init(1, 2))
        #expect(time.confidence < 0.95)
    }

    @Test("Without work there is no rate, and the reason is given")
    func nothing() {
        let figures = Figures(work: .init(macs: 0, bytes: 0), seconds: [1, 2, 3, 4, 5, 6], confidence: 0.95)
        for metric in [figures.throughput(), figures.bandwidth()] {
            guard case .unavailable(_, let reason) = metric else {
                Issue.record("a figure out of nothing")
                continue
            }
            #expect(!reason.isEmpty)
        }
    }
}
