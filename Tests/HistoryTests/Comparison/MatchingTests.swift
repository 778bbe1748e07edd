import Report
import Testing

@testable import History

@Suite("Cases of two reports")
struct MatchingTests {
    private let time = ["time": Runs.time([1, 1.1, 1.2])]

    private func compare(
        _ base: Report, _ head: Report, _ change: (inout ComparisonRequest) -> Void = { _ in }
    ) throws -> HeadComparison {
        var request = ComparisonRequest()
        change(&request)
        return try #require(
            try ReportComparison(base: ("base.json", base), heads: [("head.json", head)], request).heads.first)
    }

    @Test("Cases are matched, added and removed by id, roofs left out")
    func ids() throws {
        let base = Runs.report([(Runs.id("a"), time), (Runs.id("b"), time), ("made-up:a:peak/int8/x", time)])
        let head = Runs.report([(Runs.id("c"), time), (Runs.id("b"), time), ("made-up:a:peak/int8/x", time)])
        let compared = try compare(base, head)
        #expect(compared.questions.map { $0.changes.map(\.id) } == [[Runs.id("b")]])
        #expect(compared.added == [Runs.id("c")] && compared.removed == [Runs.id("a")])
    }

    @Test("What means something else in the two reports is named with the reason")
    func incomparable() throws {
        let ids = ["a", "b", "c", "d", "e", "f"].map(Runs.id)
        let base = Runs.report(ids.map { ($0, time) })
        var head = base
        head.cases[1].work.macs = 7
        head.cases[2].parameters["m"] = .number(9)
        head.cases[3].metrics["time"] = .unavailable(unit: "s", reason: "no clock")
        head.cases[4].metrics["time"] = Runs.exact(1, unit: "B")
        head.cases[5].checks = [.init(name: "exact", passed: false, detail: "off by 3")]
        head.cases[5].metrics["time"] = .unavailable(unit: "s", reason: "its check failed")
        let compared = try compare(base, head)
        #expect(compared.questions.first?.changes.map(\.id) == [ids[0]])
        #expect(
            compared.incomparable.map(\.reason) == [
                "it computes 7 multiply-accumulates instead of 1000", "its m is 9 instead of 8",
                "the head has none: no clock", "it is in B, the base in s",
                "the head has none: the check exact failed: off by 3",
            ])
        #expect(compared.incomparable.map(\.metric) == [nil, nil, "time", "time", "time"])
    }

    @Test("Another host, definition or suite is refused, and the message says what to do")
    func refused() throws {
        let base = Runs.report([(Runs.id("a"), time)])
        for (head, words) in [
            (Runs.report([(Runs.id("a"), time)], host: "fedcba987654"), "ran on host fedcba987654"),
            (Runs.report([(Runs.id("a"), time)], digest: "b"), "the suite's definition differs"),
        ] {
            let error = try #require(throws: ComparisonError.self) { try compare(base, head) }
            #expect("\(error)".contains(words) && "\(error)".contains("--across-hosts"), "\(error)")
        }
        var other = base
        other.suite.name = "radio"
        let error = try #require(throws: ComparisonError.self) { try compare(base, other) { $0.acrossHosts = true } }
        #expect("\(error)".contains("a run of radio, the base one of made-up"))
    }

    @Test("Of several heads those that can be compared are, and the others say why not")
    func several() throws {
        let base = Runs.report([(Runs.id("a"), time)])
        let foreign = Runs.report([(Runs.id("a"), time)], host: "fedcba987654")
        let comparison = try ReportComparison(
            base: ("base", base), heads: [("foreign", foreign), ("again", base)], ComparisonRequest())
        #expect(comparison.heads.map { $0.refusal == nil } == [false, true])
        #expect(comparison.heads[1].questions.count == 1)
    }

    @Test("Across hosts the ratios to each host's baseline are compared, and the fastest of a kind of variant")
    func acrossHosts() throws {
        func report(_ variant: String, ratio: Double, host: String) -> Report {
            let (baseline, id) = ("made-up:a:fp32/\(host)", "made-up:a:int8/\(variant)")
            let comparison = Report.Comparison(
                group: "g", metric: "time", baseline: baseline, variant: id, ratio: ratio,
                interval: .init(ratio * 0.99, ratio * 1.01), confidence: 0.99, rounds: 3, verdict: .better,
                launches: (0..<10).map { ratio * (1 + 0.0001 * Double($0)) })
            return Runs.report(
                [(baseline, time), (id, ["time": Runs.time([ratio, ratio]), "memory.peak": Runs.exact(8)])], host: host,
                comparisons: [comparison])
        }
        let compared = try compare(
            report("avx2", ratio: 0.8, host: "0123456789ab"), report("neon", ratio: 0.4, host: "fedcba987654")
        ) { $0.acrossHosts = true }
        let question = try #require(compared.questions.first { $0.metric == "ratio-to-baseline" })
        #expect(question.changes.map(\.id) == ["made-up:a:int8/fastest"])
        let ratio = try #require(question.changes.first?.ratio)
        #expect(abs(ratio - 0.5) < 0.001 && question.changes.first?.verdict == .improvement)
        #expect(!compared.questions.contains { $0.metric == "time" })
        #expect(compared.notes.contains { $0.code == "hosts" })
    }

    @Test("Notes tell of one program, other seeds and other builds")
    func notes() throws {
        let program = String(repeating: "c", count: 64)
        let base = Runs.report([(Runs.id("a"), time)], program: program)
        #expect(try compare(base, base).notes.map(\.code) == ["identical"])
        var head = Runs.report([(Runs.id("a"), time)], seed: 2)
        head.tool.configuration = "debug"
        #expect(try compare(base, head).notes.map(\.code) == ["configuration", "seed"])
    }

    @Test("A filter or metric that is not there is an error with the nearest or known ones")
    func unknown() throws {
        let base = Runs.report([(Runs.id("a"), time)])
        #expect(throws: ComparisonError.unknownMetric("tiem", known: ["time"])) {
            try compare(base, base) { $0.metrics = ["tiem"] }
        }
        #expect(throws: ComparisonError.self) { try compare(base, base) { $0.filters = ["*:zz:*"] } }
    }
}
