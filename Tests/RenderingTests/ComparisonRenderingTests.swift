import Foundation
import History
import Report
import Testing

@testable import Rendering

/// Renderings of a comparison, held against files; `BENCH_UPDATE_GOLDEN=1` writes them anew.
@Suite("Comparisons for people")
struct ComparisonRenderingTests {
    private func figure(_ value: Double, count: Int = 10) -> CaseChange.Figure {
        .init(value: value, interval: .init(value * 0.99, value * 1.01), count: count)
    }

    private func run(_ name: String, _ commit: String) -> ComparedRun {
        ComparedRun(
            name: name, commit: commit, dirty: false, program: nil, host: "0123456789ab", cpu: "a | CPU <fast>",
            suite: "int8-fp32", started: "2026-11-21T08:15:00Z", launches: 10)
    }

    private var comparison: ReportComparison {
        func change(
            _ name: String, ratio: Double, _ verdict: ChangeVerdict, needed: Int? = nil, chance: Double = 0.0004
        ) -> CaseChange {
            CaseChange(
                id: "int8-fp32:\(name):int8/avx2:cache=warm,stage=kernel", base: figure(1e-5),
                head: figure(1e-5 * ratio),
                ratio: ratio, interval: .init(ratio - 0.004, ratio + 0.005), confidence: 0.999, pValue: chance / 40,
                adjustedPValue: chance, verdict: verdict, needed: needed)
        }
        let time = ComparisonQuestion(
            metric: "time", unit: "s", better: .lower, band: 0.01, alpha: 0.01, unitOfCount: .launches, family: 5,
            overall: .init(ratio: 1.004, interval: .init(1.002, 1.006), confidence: 0.99, cases: 5),
            changes: [
                change("kws.pw1", ratio: 1.031, .regression), change("kws.dw1", ratio: 1.08, .regression),
                change("kws.fc", ratio: 0.95, .improvement), change("kws.conv", ratio: 1.001, .equivalent, chance: 0.8),
                change("kws.pool", ratio: 1.012, .undecided, needed: 24, chance: 0.02),
            ])
        let memory = ComparisonQuestion(
            metric: "allocations", unit: "1", better: .lower, band: 0, alpha: 0.01, unitOfCount: .launches, family: 1,
            changes: [
                CaseChange(
                    id: "int8-fp32:kws.pw1:int8/avx2:cache=warm,stage=kernel",
                    base: .init(value: 0, interval: .init(0, 0), count: 1),
                    head: .init(value: 2, interval: .init(2, 2), count: 1), verdict: .regression)
            ])
        return ReportComparison(
            base: run("base.json", "1111111111111"),
            heads: [
                HeadComparison(
                    run: run("head.json", "2222222222222"), questions: [time, memory],
                    added: ["int8-fp32:new:int8/avx2"],
                    removed: ["int8-fp32:old:int8/avx2"],
                    incomparable: [
                        .init(id: "int8-fp32:kws.x:int8/avx2", metric: "energy", reason: "the head has none: no meter")
                    ],
                    notes: [.init(code: "seed", message: "the seeds differ (1, 2)", remedy: "give both one --seed")]),
                HeadComparison(run: run("foreign.json", "unknown"), refusal: "it ran on another host"),
            ])
    }

    @Test(arguments: ["md", "txt"])
    func comparisonsAreRenderedAsBefore(ending: String) throws {
        let text = ending == "md" ? ComparisonMarkdown().render(comparison) : ComparisonText().render(comparison)
        let file = GoldenTests.fixtures.appending(path: "comparison.\(ending)")
        if ProcessInfo.processInfo.environment["BENCH_UPDATE_GOLDEN"] != nil {
            try Data(text.utf8).write(to: file)
        }
        #expect(text == String(decoding: try Data(contentsOf: file), as: UTF8.self))
    }

    @Test("The verdict comes first, the worst change before the others, and what did not change is folded")
    func order() throws {
        let page = ComparisonMarkdown().render(comparison)
        #expect(page.hasPrefix("### ▼ 3 regressions, 1 improvement\n"))
        let worst = try #require(page.range(of: "kws.dw1"))
        let other = try #require(page.range(of: "kws.pw1:"))
        let fold = try #require(page.range(of: "<details>"))
        let same = try #require(page.range(of: "kws.conv"))
        #expect(fold.lowerBound < same.lowerBound && worst.lowerBound < fold.lowerBound)
        #expect(other.lowerBound < fold.lowerBound)
        #expect(page.contains("a \\| CPU &lt;fast>"))
        #expect(page.contains("about 24 launches a side would decide"))
    }

    @Test("A comparison without a change says whether that is known")
    func nothingChanged() {
        var same = comparison
        same.heads = [HeadComparison(run: run("head.json", "2222222222"))]
        #expect(ComparisonText().render(same).hasPrefix("nothing to compare: no case in common\n"))
        same.heads[0].questions = [comparison.heads[0].questions[0]]
        same.heads[0].questions[0].changes.removeAll { $0.verdict != .equivalent }
        #expect(ComparisonText().render(same).hasPrefix("no change\n"))
        same.heads[0].questions = [comparison.heads[0].questions[0]]
        same.heads[0].questions[0].changes.removeAll { $0.verdict != .undecided }
        #expect(ComparisonText().render(same).hasPrefix("no change found; 1 comparison undecided\n"))
    }

    @Test("JUnit has a test a case and metric, failed where it is worse, skipped where nothing is decided")
    func junit() {
        let text = ComparisonJUnit.text(comparison)
        #expect(text.contains("failures=\"3\""))
        #expect(
            text.contains("kws.pw1:int8/avx2:cache=warm,stage=kernel time\"><failure message=\"+3.1 % [2.7, 3.6]: "))
        #expect(text.contains("<skipped message=\"undecided; about 24 launches a side would decide\"/>"))
    }
}
