import RealModule
import Report
import Testing

@testable import Measurement

@Suite("Launches as one result")
struct LaunchMergeTests {
    private func plan(_ variant: String, _ role: CasePlan.Role = .variant, candidateOnly: Bool = false) throws
        -> CasePlan
    {
        var plan = CasePlan(
            id: try #require(CaseID(suite: "s", workload: "a", variant: variant, conditions: [:])), role: role,
            precision: "fp32", shape: [:], work: .init(macs: 10, bytes: 10)
        ) { PreparedCase(call: {}) }
        plan.isCandidateOnly = candidateOnly
        return plan
    }

    private func time(_ seconds: Double) -> Report.Metric {
        .value(
            .init(
                unit: "s", better: .lower, provenance: .measured, value: seconds,
                interval: .init(seconds * 0.9, seconds * 1.1), confidence: 0.95, count: 3))
    }

    /// A launch whose cases took so many seconds in their rounds.
    private func launch(_ plans: [CasePlan], _ rounds: [String: [Double]], failing: String? = nil) -> GroupResult {
        let all = Dictionary(uniqueKeysWithValues: rounds.map { ("s:a:\($0)", $1) })
        return GroupResult(
            workload: "a", conditions: [:], compared: .time, baseline: nil,
            cases: plans.map { plan in
                let seconds = all[plan.name]
                return Report.Case(
                    id: plan.name, group: "a:", workload: "a", variant: plan.id.variant, parameters: [:],
                    work: plan.work,
                    metrics: [
                        "time": seconds.map { time($0.sorted()[$0.count / 2]) }
                            ?? .unavailable(unit: "s", reason: "no AMX")
                    ],
                    checks: [
                        .init(name: "exact", passed: plan.id.variant != failing, detail: "element 0")
                    ])
            },
            rounds: all, piloted: all.mapValues { $0.min() ?? 0 }, series: [],
            warnings: [.init(code: "w", message: "m", remedy: "r")], seconds: 2)
    }

    @Test("The baseline is one for all launches, and a launch's ratio is the median over its rounds")
    func baseline() throws {
        let plans = [try plan("old", .baseline), try plan("new", .baseline, candidateOnly: true), try plan("x")]
        // 'old' is faster in the first launch alone.
        let launches = [
            launch(plans, ["old": [1, 1.1, 1], "new": [1.2, 1.3, 1.2], "x": [2.4, 2.6, 3.6]]),
            launch(plans, ["old": [2, 2, 2], "new": [1, 1.5, 1], "x": [3, 3, 1]]),
            launch(plans, ["old": [2, 2, 2], "new": [1, 1, 1], "x": [2, 2, 2]]),
        ]
        let merged = try #require(
            LaunchMerge(
                GroupPlan(workload: "a", conditions: [:], cases: plans), launches: launches, confidence: 0.95
            ).result)
        #expect(merged.baseline == "s:a:new")
        // The other candidate was asked for, so it stays.
        #expect(merged.cases.map(\.variant) == ["old", "new", "x"])
        let ratios = zip(merged.rounds["s:a:x"] ?? [], merged.rounds["s:a:new"] ?? []).map { $0 / $1 }
        #expect(zip(ratios, [2.0, 2, 2]).allSatisfy { abs($0 - $1) < 1e-12 }, "\(ratios)")
        #expect(merged.seconds == 6 && merged.warnings.count == 1)
    }

    @Test("What was simulated once for all launches is in the cases that have figures")
    func simulated() throws {
        let plans = [try plan("old", .baseline), try plan("x"), try plan("wrong")]
        let rounds = ["old": [1.0, 1, 1], "x": [2, 2, 2], "wrong": [2, 2, 2]]
        let count = SimulatedCounts.metrics(["Ir": 12], calls: 2)
        let merged = try #require(
            LaunchMerge(
                GroupPlan(workload: "a", conditions: [:], cases: plans),
                launches: [launch(plans, rounds, failing: "wrong"), launch(plans, rounds, failing: "wrong")],
                confidence: 0.95, simulated: ["s:a:x": count, "s:a:wrong": count]
            ).result)
        #expect(merged.cases.map { $0.metrics["callgrind::Ir"] } == [nil, count["callgrind::Ir"], nil])
        #expect(merged.cases[1].metrics.keys.contains("time"))
    }

    @Test("A candidate that was not asked for and not chosen goes")
    func candidate() throws {
        let plans = [try plan("old", .baseline), try plan("new", .baseline, candidateOnly: true)]
        let launches = (0..<2).map { _ in launch(plans, ["old": [1, 1, 1], "new": [2, 2, 2]]) }
        let group = GroupPlan(workload: "a", conditions: [:], cases: plans)
        let merged = try #require(LaunchMerge(group, launches: launches, confidence: 0.95).result)
        #expect(merged.baseline == "s:a:old" && merged.cases.map(\.variant) == ["old"])
        #expect(Set(merged.rounds.keys) == ["s:a:old"])
        #expect(group.withAllCandidates.cases.allSatisfy { !$0.isCandidateOnly })
    }

    @Test("A figure is the median of the launches, with both levels of its variation")
    func figures() throws {
        let plans = [try plan("x", .baseline)]
        let group = GroupPlan(workload: "a", conditions: [:], cases: plans)
        func merged(_ centres: [Double]) throws -> Report.MetricValue {
            let launches = centres.map { launch(plans, ["x": [0.99 * $0, $0, 1.01 * $0]]) }
            let result = try #require(LaunchMerge(group, launches: launches, confidence: 0.95).result)
            guard case .value(let value)? = result.cases[0].metrics["time"] else {
                throw LaunchMergeFailure()
            }
            return value
        }
        let few = try merged([1, 2, 4])
        #expect(few.value == 2 && few.launches == [1, 2, 4] && few.count == 9)
        #expect(few.interval == .init(1, 4) && few.confidence == 0.75, "the range, with 1 − 2^(1 − 3)")
        // Medians of |1, 0, 2| and of |0.01, 0, 0.01|.
        #expect(abs((few.spread?.between ?? 0) - 1.4826022185 / 2) < 1e-9)
        #expect(abs((few.spread?.within ?? 0) - 0.014826022185) < 1e-9)
        let six = try merged([1, 2, 3, 4, 5, 6])
        #expect(six.interval == .init(1, 6) && abs(six.confidence - (1 - 2 / 64.0)) < 1e-12)
    }

    @Test("A case that has no figures in one launch has none")
    func missing() throws {
        let plans = [try plan("x", .baseline), try plan("y")]
        let group = GroupPlan(workload: "a", conditions: [:], cases: plans)
        let sound = launch(plans, ["x": [1, 1, 1], "y": [1, 1, 1]])
        let absent = launch(plans, ["x": [1, 1, 1]])
        let unavailable = try #require(LaunchMerge(group, launches: [sound, absent], confidence: 0.95).result)
        #expect(unavailable.cases[1].metrics["time"] == .unavailable(unit: "s", reason: "no AMX"))
        #expect(unavailable.rounds["s:a:y"] == nil)
        let wrong = launch(plans, ["x": [1, 1, 1]], failing: "y")
        let failed = try #require(LaunchMerge(group, launches: [sound, wrong], confidence: 0.95).result)
        #expect(!failed.passed && failed.cases[0].checks.allSatisfy(\.passed))
    }
}

private struct LaunchMergeFailure: Error {}
