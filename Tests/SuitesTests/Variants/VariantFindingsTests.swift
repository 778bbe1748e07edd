import Measurement
import Report
import Testing

@testable import Suites

@Suite("Findings of variants")
struct VariantFindingsTests {
    private static func metric(_ value: Double, _ unit: String, _ low: Double, _ high: Double) -> Report.Metric {
        .value(
            .init(
                unit: unit, better: .lower, provenance: unit == "J" ? .modelled : .measured, value: value,
                interval: .init(low, high), confidence: 0.95, count: 5, source: unit == "J" ? "a paper" : nil))
    }

    private static func results() throws -> VariantResults {
        let definition = try VariantsFixture.definition()
        // Accuracy, joules, bytes and the accuracy less the baseline's.
        let figures: [String: (Double, Double, Double, ClosedRange<Double>?)] = [
            "dense": (0.90, 4, 1000, nil), "half": (0.90, 4, 800, -0.01...0.01),
            "whole": (0.89, 1, 300, -0.02...(-0.01)),
            "few": (0.88, 2, 500, -0.03...0.01), "head": (0.91, 9, 2000, 0.001...0.02),
        ]
        let cases = definition.variants.compactMap { variant -> Report.Case? in
            guard let (accuracy, energy, memory, difference) = figures[variant.name] else { return nil }
            var metrics = [
                "accuracy": metric(accuracy, "1", accuracy - 0.01, accuracy + 0.01),
                "energy.compute": metric(energy, "J", energy / 2, energy * 2),
                "memory.planned": metric(memory, "B", memory, memory),
                "bytes.wire": metric(memory / 2, "B", memory / 2, memory / 2),
            ]
            if let difference {
                let (low, high) = (difference.lowerBound, difference.upperBound)
                metrics["accuracy.difference"] = metric((low + high) / 2, "1", low, high)
            }
            return Report.Case(
                id: "variants:ecg:\(variant.name)", group: "ecg", workload: "ecg", variant: variant.name,
                parameters: [:],
                work: .init(macs: 1, bytes: 1), metrics: metrics, checks: [])
        }
        let evidence = Dictionary(
            uniqueKeysWithValues: cases.map { entry in
                let lost = entry.variant == "few" ? 0.3 : 0.5
                return (
                    entry.id,
                    [
                        "none": metric(0.9, "1", 0.88, 0.92), "noise/10dB": metric(0.8, "1", 0.7, 0.9),
                        "noise/-20dB": metric(0.9 - lost, "1", 0.8 - lost, 0.92 - lost),
                    ]
                )
            })
        return VariantResults(
            definition,
            GroupResult(
                workload: "ecg", conditions: [:], compared: .time, baseline: "variants:ecg:dense", cases: cases,
                rounds: [:],
                piloted: [:], series: [], evidence: evidence, warnings: [], seconds: 1))
    }

    @Test("Those that no other beats are told with what the cheapest costs against the baseline")
    func front() throws {
        let findings = VariantFront(try Self.results()).findings
        #expect(findings.map(\.name) == ["front.ecg", "cheapest.ecg"])
        #expect(
            findings[0].statement
                == "Beats: of variants that do not learn, by their figures, whatever the intervals, no other beats these in accuracy, "
                + "modelled energy of an event and memory at once: whole (89.0 %, 1 J, 0.3 KiB), half (90.0 %, 4 J, 0.8 KiB); beaten "
                + "by one of these: dense, few")
        #expect(
            findings[1].statement
                == "Beats: the cheapest of these, whole, takes 0.25× dense's energy by its multiply–accumulates and 0.30× its memory; its accuracy less that "
                + "of dense, seed by seed, is −1.5 points [-2.0, -1.0]: shown to be worse, at 95 % for all variants together"
        )
        let series = VariantFront(try Self.results()).series
        #expect(series.map(\.names) == [["whole", "half"], ["dense", "few"]])
        #expect(series[0].points[0].x == 1 && series[0].points[0].y == 0.89)
    }

    @Test("Each variant has a row in the table of all axes and in that of disturbances")
    func tables() throws {
        let results = try Self.results()
        let cells = VariantTable(results: results).cells
        #expect(cells.count { $0.name.hasSuffix(":variant=few") } == 4)
        let memory = try #require(cells.first { $0.name == "variants.ecg.memory:variant=dense" })
        #expect(memory.value == 1000 && memory.interval == nil)
        #expect(memory.statement == "Beats: dense, the baseline: 1.0 KiB of memory")
        let robustness = RobustnessTable(results: results)
        #expect(robustness.cells.count == 15)
        let cell = try #require(robustness.cells.first { $0.name.hasSuffix("inputs=noise/-20dB,variant=few") })
        #expect(abs(cell.value - 0.6) < 1e-9 && abs((cell.interval?.low ?? 0) - 0.5) < 1e-9)
        let words = try #require(robustness.overview.first).statement
        #expect(
            words
                == "Beats: noise/-20dB costs dense most, of 90.0 % [88.0, 92.0] right it leaves 40.0 % [30.0, 42.0]; few gets most "
                + "right under it, 60.0 % [50.0, 62.0]")
    }

    @Test("What is as good in all and better in one beats; equals stand side by side")
    func pareto() {
        let split = ParetoSplit([[1.0, 5], [2, 2], [2, 2], [3, 2], [5, 1]]) { $0 }
        #expect(split.best == [[1, 5], [2, 2], [2, 2], [5, 1]] && split.others == [[3, 2]])
    }
}
