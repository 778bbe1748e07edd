import Testing

@testable import Report

/// Each rule of meaning is broken once, alone, and found at its place.
@Suite struct ValidationTests {
    struct Breach: CustomTestStringConvertible, Sendable {
        let path: String
        let cause: String
        let change: @Sendable (inout Report) -> Void

        init(_ path: String, _ cause: String, _ change: @escaping @Sendable (inout Report) -> Void) {
            self.path = path
            self.cause = cause
            self.change = change
        }

        var testDescription: String { "\(path): \(cause)" }
    }

    private static func time(
        _ change: @escaping @Sendable (inout Report.MetricValue) -> Void
    ) -> @Sendable (inout Report) -> Void {
        { report in
            guard case .value(var value) = report.cases[0].metrics["time"] else {
                Issue.record("nothing to look at")
                return
            }
            change(&value)
            report.cases[0].metrics["time"] = .value(value)
        }
    }

    static let breaches: [Breach] = [
        .init("schema", "another schema") { $0.schema = "edge-bench.report/2" },
        .init("tool.name", "empty") { $0.tool.name = "" },
        .init("tool.commit", "no digest") { $0.tool.commit = "main" },
        .init("tool.program", "no digest") { $0.tool.program = "bench" },
        .init("tool.configuration", "no configuration") { $0.tool.configuration = "fast" },
        .init("tool.traits", "twice") { $0.tool.traits = ["PAPI", "PAPI"] },
        .init("tool.dependencies.Yams", "empty") { $0.tool.dependencies["Yams"] = "" },
        .init("host.id", "no digest") { $0.host.id = "ABCDEF0123" },
        .init("host.isa[1]", "empty") { $0.host.isa[1] = "" },
        .init("host.caches[0].kind", "no kind") { $0.host.caches[0].kind = "victim" },
        .init("host.caches[2].bytes", "below 1") { $0.host.caches[2].bytes = 0 },
        .init("host.memoryBytes", "below 1") { $0.host.memoryBytes = 0 },
        .init("host.counters.unavailable[1].event", "listed before") {
            $0.host.counters.available.append("PAPI_L1_DCM")
        },
        .init("host.counters.unavailable[0].reason", "empty") { $0.host.counters.unavailable[0].reason = "" },
        .init("suite.digest", "no digest") { $0.suite.digest.removeLast() },
        .init("run.started", "no time") { $0.run.started = "2026-02-29T08:15:00Z" },
        .init("run.seconds", "no duration") { $0.run.seconds = -1 },
        .init("run.launches", "below 1") { $0.run.launches = 0 },
        .init("run.warnings[0].remedy", "empty") { $0.run.warnings[0].remedy = "" },
        .init("cases[5].id", "earlier case") { report in
            report.cases[5] = report.cases[4]
        },
        .init("cases[4].id", "no case id") {
            $0.cases[4].id = "int8-fp32:kws.pw1:peak/fp32/avx2:stage=kernel,cache=warm"
        },
        .init("cases[4].id", "contradicts") { $0.cases[4].parameters["cache"] = .text("cold") },
        .init("cases[4].id", "contradicts") { $0.cases[4].variant = "fp32/avx512" },
        .init("cases[4].group", "empty") { $0.cases[4].group = "" },
        .init("cases[0].parameters[\"k:k\"]", "no name") { $0.cases[0].parameters["k:k"] = .number(1) },
        .init("cases[0].work.macs", "below 0") { $0.cases[0].work.macs = -1 },
        .init("cases[0].metrics.speed", "no metric") {
            $0.cases[0].metrics["speed"] = .unavailable(unit: "1", reason: "made up")
        },
        .init("cases[0].metrics.energy.unavailable", "empty") {
            $0.cases[0].metrics["energy"] = .unavailable(unit: "J", reason: "")
        },
        .init("cases[0].metrics.energy.unit", "energy is not in W") {
            $0.cases[0].metrics["energy"] = .unavailable(unit: "W", reason: "no meter")
        },
        .init("cases[0].metrics.PAPI_TOT_INS.unit", "no unit") {
            $0.cases[0].metrics["PAPI_TOT_INS"] = .unavailable(unit: "ms", reason: "no PMU")
        },
        .init("cases[0].metrics.time.better", "wrong direction", time { $0.better = .higher }),
        .init("cases[0].metrics.time.interval", "does not hold", time { $0.interval.low = $0.value * 1.001 }),
        .init("cases[0].metrics.time.interval", "does not hold", time { $0.interval.high = .nan }),
        .init("cases[0].metrics.time.confidence", "no coverage", time { $0.confidence = 1.01 }),
        .init("cases[0].metrics.time.count", "below 1", time { $0.count = 0 }),
        .init("cases[0].metrics.time.quantiles", "above p99", time { $0.quantiles = .init(p95: 2, p99: 1) }),
        .init(
            "cases[0].metrics.time.quantiles", "above p95", time { $0.quantiles = .init(p50: 3, p95: 2, p99: 4) }),
        .init("run.options.band", "empty") { $0.run.options?["band"] = "" },
        .init("host.counters.cost.read", "no cost") { $0.host.counters.cost?.read = 0 },
        .init("host.counters.cost.window", "no cost") { $0.host.counters.cost?.window = -1e-6 },
        .init("cases[0].metrics.time.launches", "no launch", time { $0.launches = [] }),
        .init(
            "cases[0].metrics.time.spread", "no launches", time { $0.spread = .init(between: 0.1, within: 0.01) }),
        .init(
            "cases[0].metrics.time.spread", "is negative",
            time {
                $0.launches = [$0.value]; $0.spread = .init(between: -0.1, within: 0.01)
            }),
        .init("comparisons[0].launches", "not the positive ratios") { $0.comparisons[0].launches = [1] },
        .init("cases[0].metrics.time", "names no source", time { $0.provenance = .modelled }),
        .init(
            "cases[0].metrics.time.value", "negative",
            time {
                $0.value = -1; $0.interval = .init(-1, -1)
            }),
        .init("cases[5].metrics", "figures though one of its checks failed") {
            $0.cases[5].checks = [.init(name: "oracle", passed: false, detail: "off by one")]
        },
        .init("comparisons[0].ratio", "not positive") {
            $0.comparisons[0].interval.low = 0
        },
        .init("comparisons[0].interval", "does not hold") { $0.comparisons[0].interval.low = 100 },
        .init("comparisons[0].rounds", "below 1") { $0.comparisons[0].rounds = 0 },
        .init("comparisons[0].baseline", "there is no case") { $0.comparisons[0].baseline = "int8-fp32:a:b" },
        .init("comparisons[0].variant", "in group") { $0.comparisons[0].group = "kws.pw2" },
        .init("comparisons[0].baseline", "no value of energy") { $0.comparisons[0].metric = "energy" },
        .init("comparisons[0].variant", "with itself") {
            $0.comparisons[0].variant = $0.comparisons[0].baseline
        },
        .init("comparisons[0].verdict", "contradicts") { $0.comparisons[0].verdict = .better },
        .init("comparisons[1].verdict", "contradicts") { $0.comparisons[1].verdict = .worse },
        .init("comparisons[1].verdict", "contradicts") { $0.comparisons[1].interval.high = 1 },
        .init("findings[1].name", "earlier finding") { $0.findings[1].name = $0.findings[0].name },
        .init("findings[0].interval", "does not hold") { $0.findings[0].value = 9 },
        .init("findings[0].unit", "no unit") { $0.findings[0].unit = "x" },
        .init("findings[2]", "names no source") { $0.findings[2].source = nil },
        .init("findings[2].source", "empty") { $0.findings[2].source = "" },
        .init("series[0].points[1]", "does not hold") { $0.series[0].points[1].y = 1 },
        .init("series[0].x.unit", "no unit") { $0.series[0].x.unit = "h" },
        .init("series[0].names", "1 names are given for 2 points") { $0.series[0].names = ["a"] },
        .init("series[0].names[1]", "empty") { $0.series[0].names = ["a", ""] },
        .init("series[0].events[0].label", "empty") { $0.series[0].events = [.init(x: 1, label: "")] },
    ]

    @Test(arguments: breaches)
    func everyRuleIsKept(breach: Breach) {
        var report = ExampleReport.small
        breach.change(&report)
        let problems = report.validate()
        #expect(
            problems.contains { $0.path == breach.path && $0.cause.contains(breach.cause) },
            "found instead: \(problems)")
        #expect(problems.allSatisfy { !$0.remedy.isEmpty })
    }

    @Test(arguments: [
        ("2026-11-21T08:15:00Z", true), ("2024-02-29T23:59:59.123456Z", true), ("2000-02-29T00:00:00Z", true),
        ("1900-02-29T00:00:00Z", false), ("2026-04-31T00:00:00Z", false), ("2026-13-01T00:00:00Z", false),
        ("2026-00-10T00:00:00Z", false), ("2026-11-21T24:00:00Z", false), ("2026-11-21T08:15:60Z", false),
        ("2026-11-21T08:15:00", false), ("2026-11-21T08:15:00+01:00", false), ("2026-11-21 08:15:00Z", false),
        ("2026-11-21T08:15:00.Z", false), ("", false), ("２026-11-21T08:15:00Z", false),
    ])
    func timesAreRealOnes(text: String, isValid: Bool) {
        #expect(Timestamp.isValid(text) == isValid)
    }

    @Test func caseIDsAreReadAndWritten() throws {
        let text = "int8-fp32:kws.pw1:int8/avx512-vnni:cache=warm,stage=kernel"
        let id = try #require(CaseID(text))
        #expect(id.suite == "int8-fp32" && id.workload == "kws.pw1" && id.variant == "int8/avx512-vnni")
        #expect(id.conditions == ["cache": "warm", "stage": "kernel"])
        #expect(id.description == text)
        #expect(CaseID(suite: "a", workload: "b", variant: "c", conditions: [:])?.description == "a:b:c")
        for wrong in [
            "", "a:b", "a:b:c:", "a:b:c:d", "a:b:c:d=", "a:b:c:d=e,", "a:b:c:y=1,x=2", "a:b:c:x=1,x=1",
            "a:b:c:d=e:f", "a::c", "a b:c:d", "a:b:c:x=1,,y=2",
        ] {
            #expect(CaseID(wrong) == nil, "\(wrong)")
        }
        #expect(CaseID(suite: "a:b", workload: "b", variant: "c", conditions: [:]) == nil)
    }

    @Test func theListOfProblemsEnds() {
        let problems = (0..<25).map { Problem(DocumentPath.root.element($0), "wrong", remedy: "mend it") }
        let lines = ReportError.invalid(file: "x", problems: problems).description.split(separator: "\n")
        #expect(lines.count == 21)
        #expect(lines.last == "x: and 5 more problems; mend these first")
    }
}
