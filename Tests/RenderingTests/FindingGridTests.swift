import Report
import Testing

@testable import Rendering

/// Findings of a kind as a table.
@Suite struct FindingGridTests {
    private func finding(_ name: String, _ value: Double = 1.25, unit: String = "1") -> Report.Finding {
        .init(
            name: name, value: value, unit: unit, interval: .init(0.9 * value, 1.1 * value), provenance: .derived,
            statement: "Sentence of \(name)", source: unit == "J" ? "a paper" : nil)
    }

    private func page(_ findings: [Report.Finding]) throws -> String {
        var report = try GoldenTests.example()
        report.findings = findings
        return MarkdownRenderer().render(report)
    }

    @Test func subjectsGoDownAndConditionsAcross() throws {
        let page = try page([
            finding("speedup.kws:cache=warm,stage=kernel"), finding("speedup.kws:cache=cold,stage=kernel", 2),
            finding("speedup.layers.vww:cache=warm,stage=kernel", 0.5),
            finding("layers-faster:cache=warm,stage=kernel"),
        ])
        #expect(page.contains("|  | warm, kernel | cold, kernel |\n"))
        #expect(page.contains("| kws | 1.25× [1.13, 1.38] | 2.0× [1.8, 2.2] |\n"))
        #expect(page.contains("| vww | 0.50× [0.45, 0.55] (layers) |  |\n"))
        // The answer stands above what explains it, and each sentence once.
        let table = try #require(page.range(of: "### INT8 against FP32"))
        let sentence = try #require(page.range(of: "- Sentence of layers-faster"))
        let folded = try #require(page.range(of: "<summary>INT8 against FP32, in sentences</summary>"))
        #expect(table.lowerBound < sentence.lowerBound && sentence.lowerBound < folded.lowerBound)
        #expect(page.components(separatedBy: "- Sentence of speedup.kws:cache=cold").count == 2)
    }

    @Test func theLongerSideGoesDown() throws {
        let names = ["a", "b", "c"].map { "speedup.kws:cache=\($0),threads=4" }
        let (grids, rest) = FindingGrid.all(of: names.map { finding($0) })
        #expect(rest.isEmpty)
        #expect(grids.first?.columns.map(\.title) == ["", "kws"])
        #expect(grids.first?.rows.map { $0[0] } == ["a, threads 4", "b, threads 4", "c, threads 4"])
    }

    @Test func variantsHeadTheRowsHoweverFewTheyAre() throws {
        let all = [
            finding("variants.ecg.p50:variant=few-0.9", 1e-6, unit: "s"),
            finding("variants.ecg.accuracy:variant=few-0.9", 0.5),
            finding("robustness.ecg.accuracy:inputs=missing/0.2,variant=few-0.9", 0.5),
            finding("robustness.ecg.accuracy:inputs=none,variant=few-0.9", 0.25),
        ]
        let (grids, rest) = FindingGrid.all(of: all)
        #expect(
            rest.isEmpty && grids.map(\.title) == ["Variants at a glance: ecg", "Accuracy under disturbances: ecg"])
        #expect(grids.map { $0.columns.map(\.title) } == [["", "p50", "accuracy"], ["", "missing/0.2", "none"]])
        #expect(grids.flatMap(\.rows).map { $0[0] } == ["few-0.9", "few-0.9"])
        #expect(grids[0].rows[0][2] == "50 % [45, 55]" && grids[1].rows[0][2].hasPrefix("25 % ["))
        // What is read first is the first row's, each figure under its column's name and in the table's own words.
        var report = try GoldenTests.example()
        report.findings = all
        let html = HTMLRenderer().render(report)
        #expect(html.contains("50 %") && !html.contains("0.50×"))
    }

    @Test(arguments: [
        ["speedup.kws"], ["speedup.kws.bf16:cache=warm", "speedup.vww.bf16:cache=warm"], ["peak.int8"], [],
    ])
    func whatHasNoPlaceOfItsOwnStaysASentence(names: [String]) {
        let (grids, rest) = FindingGrid.all(of: names.map { finding($0) })
        #expect(grids.isEmpty && rest.map(\.name) == names)
    }

    @Test func modelledFiguresAreFoldedWithTheirSources() throws {
        let few = try page([finding("energy.kws:precision=int8,processor=x", 1e-3, unit: "J")])
        #expect(few.contains("<summary>Modelled energy of an inference on other processors</summary>"))
        #expect(few.contains("| kws | 1.00 mJ [0.90, 1.10] |"))
        #expect(few.contains("Sources: a paper."))
        #expect(few.contains("- Sentence of energy.kws"))
        let many = try page((0..<20).map { finding("energy.kws:precision=int8,processor=x\($0)", 1e-3, unit: "J") })
        #expect(!many.contains("- Sentence of energy.kws"), "a table of twenty needs no twenty sentences")
    }

    @Test func theTerminalShowsTheAnswerAsATable() throws {
        var report = try GoldenTests.example()
        report.findings =
            (0..<20).map { finding("speedup.m\($0):cache=warm") } + [finding("peak.int8")]
            + (0..<3).map { finding("energy.m\($0):processor=x", unit: "J") }
        let text = TextRenderer().summary(of: report)
        #expect(text.contains("INT8 against FP32. Above 1× INT8 is faster. layers: "))
        #expect(text.contains("m19  1.25× [1.13, 1.38]"))
        #expect(text.contains("• Sentence of peak.int8"))
        #expect(!text.contains("Sentence of speedup"))
        #expect(text.contains("… and 3 further findings in the report"))
    }
}
