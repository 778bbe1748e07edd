import Report
import Testing

@testable import Rendering

/// The table of whole models.
@Suite struct ModelTableTests {
    /// The example's report with its first layer made a model.
    private static func report() throws -> Report {
        var report = try GoldenTests.example()
        for index in report.cases.indices where report.cases[index].workload == "kws.pw1" {
            report.cases[index].parameters["kind"] = .text("model")
            let bytes = report.cases[index].variant.hasPrefix("int8") ? 1024.0 : 4096
            for metric in ["memory.weights", "memory.activations"] {
                report.cases[index].metrics[metric] = .value(
                    .init(
                        unit: "B", better: .lower, provenance: .derived, value: bytes, interval: .init(bytes, bytes),
                        confidence: 1, count: 1))
            }
        }
        return report
    }

    @Test func markdownHasARowEachVariant() throws {
        let page = try MarkdownRenderer().render(Self.report())
        #expect(page.contains("## Whole models with `cache=warm,stage=kernel`"))
        #expect(
            page.contains(
                "| `kws.pw1` | `fp32/avx2` | 21.5 µs [21.2, 21.8] | baseline | 4 KiB + 4 KiB | 82.75 KiB |  |  |"))
        #expect(
            page.contains(
                "| `kws.pw1` | `int8/avx2` | 9.52 µs [9.41, 9.64] | 2.26× [2.24, 2.28] ▲ | 1 KiB + 1 KiB | 23.88 KiB | 38.25 dB | 1 |"
            ))
    }

    @Test func theTerminalShowsItAfterARunToo() throws {
        for text in try [TextRenderer().render(Self.report()), TextRenderer().summary(of: Self.report())] {
            #expect(text.contains("whole models, cache=warm,stage=kernel"))
            #expect(text.contains("2.26× [2.24, 2.28] ▲"))
        }
    }

    @Test func layersAreNoModels() throws {
        let report = try GoldenTests.example()
        #expect(!MarkdownRenderer().render(report).contains("Whole models"))
        #expect(!TextRenderer().render(report).contains("whole models"))
    }
}
