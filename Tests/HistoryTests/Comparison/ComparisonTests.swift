import Report
import Statistics
import TestSupport
import Testing

@testable import History

@Suite("Verdicts on two reports")
struct ComparisonTests {
    /// Launches around a time with a relative deviation.
    private func launches(
        _ time: Double, deviation: Double, count: Int = 10, _ generator: inout SeededGenerator
    ) -> [Double] {
        (0..<count).map { _ in time * (1 + deviation * generator.gaussian()) }
    }

    private func changes(
        _ base: [[Double]], _ head: [[Double]], _ change: (inout ComparisonRequest) -> Void = { _ in }
    ) throws -> [CaseChange] {
        func report(_ times: [[Double]]) -> Report {
            Runs.report(times.enumerated().map { (Runs.id("w\($0)"), ["time": Runs.time($1)]) })
        }
        var request = ComparisonRequest()
        change(&request)
        let comparison = try ReportComparison(
            base: ("base", report(base)), heads: [("head", report(head))], request)
        return try #require(comparison.heads.first?.questions.first).changes
    }

    @Test("Launches of the same program are never told apart, a slower one is found among them")
    func noise() throws {
        var generator = SeededGenerator(for: "launches")
        for _ in 0..<20 {
            var base: [[Double]] = []
            var head: [[Double]] = []
            for index in 0..<50 {
                base.append(launches(1e-5, deviation: 0.02, &generator))
                head.append(launches(index == 7 ? 1.3e-5 : 1e-5, deviation: 0.02, &generator))
            }
            let verdicts = try changes(base, head).map(\.verdict)
            #expect(
                verdicts.enumerated().allSatisfy {
                    $0 == 7 ? $1 == .regression : $1 != .regression && $1 != .improvement
                })
        }
    }

    @Test("A filter changes no verdict and no interval")
    func filter() throws {
        var generator = SeededGenerator(for: "filter")
        let base = (0..<30).map { _ in launches(1, deviation: 0.01, &generator) }
        let head = (0..<30).map { launches(1 + 0.01 * Double($0 % 7), deviation: 0.01, &generator) }
        let all = try changes(base, head)
        // Weak ones among strong ones, too.
        for index in all.indices {
            #expect(try changes(base, head) { $0.filters = ["*:w\(index):*"] } == [all[index]])
        }
    }

    @Test("One process a side decides nothing, and says so")
    func single() throws {
        let change = try #require(try changes([[1]], [[3]]).first)
        #expect(change.verdict == .undecided && change.ratio == 3 && change.interval == nil && change.pValue == nil)
        #expect(change.remark == "one process of a side shows no spread between runs")
    }

    @Test("Too few launches for the level are undecided, and the number that would decide is told")
    func few() throws {
        let change = try #require(try changes([[1, 1.001, 1.002]], [[2, 2.001, 2.002]]).first)
        #expect(change.verdict == .undecided)
        // Noether's (z(α/2) + z(β))² ÷ (6 · ½²), for a power of 80 %.
        #expect(change.needed == 8)
    }

    @Test("The threshold is the band: what lies within it is equivalent")
    func threshold() throws {
        var generator = SeededGenerator(for: "threshold")
        let base = [launches(1, deviation: 0.001, &generator)]
        let head = [launches(1.03, deviation: 0.001, &generator)]
        #expect(try changes(base, head).first?.verdict == .regression)
        #expect(try changes(base, head) { $0.bands["time"] = 0.05 }.first?.verdict == .equivalent)
        #expect(try changes(base, head) { $0.band = 0.05 }.first?.verdict == .equivalent)
        #expect(try changes(head, base).first?.verdict == .improvement)
    }

    @Test(
        "What repeats exactly is compared as it is, in its direction",
        arguments: [
            (100.0, 100.0, "memory.peak", ChangeVerdict.equivalent), (1000, 1300, "memory.peak", .regression),
            (1000, 700, "memory.peak", .improvement), (1000, 1064, "memory.peak", .equivalent),
            (0, 0, "allocations", .equivalent), (0, 2, "allocations", .regression), (30, 31, "sqnr", .improvement),
            (30, 29, "sqnr", .regression),
            (-3, -4, "sqnr", .regression),
        ])
    func exact(base: Double, head: Double, metric: String, verdict: ChangeVerdict) throws {
        let better = Report.definition(of: metric)?.better ?? .lower
        func report(_ value: Double) -> Report {
            Runs.report([(Runs.id("a"), [metric: Runs.exact(value, better: better)])])
        }
        let comparison = try ReportComparison(
            base: ("base", report(base)), heads: [("head", report(head))], ComparisonRequest())
        #expect(comparison.heads.first?.questions.first?.changes.first?.verdict == verdict)
        #expect(comparison.hasRegressions == (verdict == .regression))
    }

    @Test("The overall change is the geometric mean of the matched cases alone")
    func overall() throws {
        var generator = SeededGenerator(for: "overall")
        func report(_ factor: Double, extra: String) -> Report {
            var cases = (0..<4).map { index in
                (Runs.id("w\(index)"), ["time": Runs.time(launches(factor, deviation: 1e-4, &generator))])
            }
            // Of a case without a partner nothing may enter.
            cases.append((Runs.id(extra), ["time": Runs.time(launches(1000, deviation: 1e-4, &generator))]))
            return Runs.report(cases)
        }
        let comparison = try ReportComparison(
            base: ("base", report(1, extra: "x")), heads: [("head", report(1.1, extra: "y"))], ComparisonRequest())
        let overall = try #require(comparison.heads.first?.questions.first?.overall)
        #expect(abs(overall.ratio - 1.1) < 1e-3 && overall.cases == 4)
        #expect(overall.interval.low < overall.ratio && overall.ratio < overall.interval.high)
    }
}
