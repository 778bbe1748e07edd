import Report
import Statistics
import RealModule
import TestSupport
import Testing

@testable import History
@testable import Processes

@Suite("Verdicts on builds in resident pairs")
struct LiveComparisonTests {
    private func build(_ name: String, digest: Character) -> LiveComparison.Build {
        .init(
            name: name, version: "1", commit: "0123456789", dirty: false,
            executableDigest: String(repeating: digest, count: 64), suiteDigest: String(repeating: "d", count: 64))
    }

    /// Cases whose ratios deviate by 0.5 % from pair to pair.
    private func live(
        _ ratios: [Double], pairs: Int = 10, digest: Character = "b", _ generator: inout SeededGenerator
    ) -> LiveComparison {
        LiveComparison(
            base: build("main", digest: "a"), head: build("topic", digest: digest), suite: "made-up",
            cases: ratios.enumerated().map { index, ratio in
                let logs = (0..<pairs).map { _ in Double.log(ratio) + 0.005 * generator.gaussian() }
                return .init(
                    id: Runs.id("w\(index)"), group: "w\(index)", logRatios: logs,
                    baseSeconds: logs.map { _ in 1e-5 }, headSeconds: logs.map { 1e-5 * .exp($0) })
            },
            onlyBase: [Runs.id("old")], onlyHead: [Runs.id("new")],
            dropped: [.init(id: Runs.id("bad"), role: .head, reason: "exact: off by 3", isFailure: true)], pairs: pairs,
            settings: LiveSettings(seed: 1), cpu: 1)
    }

    private func compare(
        _ live: LiveComparison, _ change: (inout ComparisonRequest) -> Void = { _ in }
    ) throws -> HeadComparison {
        var request = ComparisonRequest()
        change(&request)
        return try #require(
            try ReportComparison(
                live: live, on: Runs.report([]).host, started: "2026-11-21T08:15:00Z", request
            ).heads.first)
    }

    @Test("A build slower by 3 % in one of many cases is told from the others")
    func slower() throws {
        var generator = SeededGenerator(for: "pairs")
        let compared = try compare(live((0..<100).map { $0 == 7 ? 1.03 : 1 }, &generator))
        let question = try #require(compared.questions.first)
        #expect(question.changes[7].verdict == .regression && compared.count(of: .regression) == 1)
        #expect(compared.count(of: .improvement) == 0 && question.unitOfCount == .pairs && question.family == 100)
        #expect(question.changes[7].base.count == 10 && question.band == 0.005)
        let overall = try #require(question.overall)
        // One in a hundred is slower by 3 %: six standard errors around that.
        #expect(overall.cases == 100 && abs(overall.ratio - 1.0003) < 1e-3)
    }

    @Test("What one side alone has, what failed, one program and a cut-off run are told")
    func notes() throws {
        var generator = SeededGenerator(for: "pairs")
        let compared = try compare(live([1], pairs: 4, digest: "a", &generator))
        #expect(compared.added == [Runs.id("new")] && compared.removed == [Runs.id("old")])
        #expect(compared.incomparable == [.init(id: Runs.id("bad"), reason: "head: exact: off by 3")])
        #expect(compared.notes.map(\.code) == ["identical", "interrupted"])
        #expect(compared.questions.first?.overall == nil)
    }

    @Test("The threshold is the band; other metrics are refused")
    func request() throws {
        var generator = SeededGenerator(for: "pairs")
        let slower = live([1.03, 1.03], &generator)
        #expect(try compare(slower).count(of: .regression) == 2)
        #expect(try compare(slower) { $0.band = 0.06 }.count(of: .equivalent) == 2)
        #expect(throws: ComparisonError.unknownMetric("energy", known: ["time"])) {
            try compare(slower) { $0.metrics = ["energy"] }
        }
        #expect(throws: ComparisonError.self) { try compare(live([], &generator)) }
    }
}
