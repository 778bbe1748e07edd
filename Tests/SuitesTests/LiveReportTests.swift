import Measurement
import Report
import Testing

@testable import Processes
@testable import Suites

@Suite("Builds against each other as a report")
struct LiveReportTests {
    private let hash = String(repeating: "a", count: 64)

    private func plan(_ variant: String) throws -> CasePlan {
        let id = try #require(CaseID("made-up:w:\(variant):k=1"))
        return CasePlan(
            id: id, role: .variant, precision: "fp32", shape: ["m": .number(3)], work: .init(macs: 6, bytes: 7),
            prepare: { throw SuiteError.badName("never prepared") })
    }

    private func report(_ change: (inout LiveComparison) -> Void = { _ in }) throws -> Report {
        let build = LiveComparison.Build(
            name: "main", version: "1", commit: "0123456789", dirty: false, executableDigest: hash, suiteDigest: hash)
        var settings = LiveSettings(seed: 1)
        settings.pairs = 3
        var live = LiveComparison(
            base: build, head: build, suite: "made-up",
            cases: [
                .init(
                    id: "made-up:w:a:k=1", group: "w:k=1", logRatios: [0.1, 0.2, 0.3], baseSeconds: [1, 1, 1],
                    headSeconds: [1, 1, 1])
            ], onlyBase: [], onlyHead: [], dropped: [], pairs: 3, settings: settings, cpu: 0)
        change(&live)
        let report = try live.report(
            tool: .init(
                name: "bench", version: "1", commit: "0123456789", dirty: false, swift: "6.3", configuration: "release",
                traits: [], dependencies: [:]),
            host: HostFacts().described(counters: .init(papi: "not asked", available: [], unavailable: [])),
            suite: .init(name: "made-up", definition: "suites/made-up.yaml", digest: hash),
            run: .init(
                id: "1", started: "2026-11-21T08:15:00Z", seconds: 1, seed: 1, mode: .quick, launches: 1, warnings: []),
            groups: [
                GroupPlan(workload: "w", conditions: ["k": "1"], cases: [try plan("a"), try plan("b"), try plan("c")])
            ])
        #expect(report.validate().isEmpty, "\(report.validate())")
        return report
    }

    @Test("A whole comparison is its ratios, without a warning")
    func whole() throws {
        let report = try report()
        #expect(report.cases.map(\.id) == ["made-up:w:a:k=1"] && report.run.warnings.isEmpty)
        guard case .value(let ratio)? = report.cases.first?.metrics["time.ratio"] else {
            Issue.record("it has no ratio")
            return
        }
        // exp 0.2.
        #expect(abs(ratio.value - 1.221402758) < 1e-9 && ratio.launches?.count == 3)
    }

    @Test("A case without figures keeps its place with the reason, and fails where a check did")
    func dropped() throws {
        let report = try report {
            $0.dropped = [
                .init(id: "made-up:w:b:k=1", role: .base, reason: "no AVX-512", isFailure: false),
                .init(id: "made-up:w:c:k=1", role: .head, reason: "exact: element 0 differs", isFailure: true),
                .init(id: "made-up:w:unknown:k=1", role: .head, reason: "new", isFailure: false),
            ]
        }
        #expect(report.cases.map(\.variant) == ["a", "b", "c"] && report.cases.allSatisfy { $0.group == "w:k=1" })
        #expect(report.cases[1].metrics == ["time.ratio": .unavailable(unit: "1", reason: "base: no AVX-512")])
        #expect(report.cases[1].checks.isEmpty)
        #expect(report.cases[2].checks.map(\.passed) == [false])
        #expect(report.cases[2].metrics.values.allSatisfy { if case .unavailable = $0 { true } else { false } })
        #expect(report.run.warnings.map(\.code) == ["unknown-cases"])
    }

    @Test("What one side alone has and pairs that are missing are warnings")
    func warnings() throws {
        let report = try report {
            $0.settings.pairs = 10
            $0.onlyBase = ["made-up:w:old:k=1"]
            $0.onlyHead = ["made-up:w:new:k=1", "made-up:w:newer:k=1"]
        }
        #expect(report.run.warnings.map(\.code) == ["interrupted", "only-base", "only-head"])
        #expect(report.run.warnings[0].message.contains("3 of 10 pairs"))
        #expect(
            report.run.warnings[2].message == "2 cases of head (main) alone: made-up:w:new:k=1, made-up:w:newer:k=1")
    }
}
