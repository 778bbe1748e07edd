import Foundation
import Report
import Testing

@testable import Rendering

@Suite("Curves")
struct CurveTests {
    /// A memory of four levels, as two loops see it.
    static let bandwidth: [Report.Series] = [("read", 1.0), ("write", 0.5)].map { label, factor in
        .init(
            name: "bandwidth", x: .init(name: "working set", unit: "B"), y: .init(name: "bandwidth", unit: "B/s"),
            points: (12...27).map { exponent in
                let rate = exponent < 16 ? 200e9 : exponent < 20 ? 100e9 : exponent < 25 ? 50e9 : 10e9
                return .init(
                    x: Double(1 << exponent), y: factor * rate,
                    interval: .init(0.95 * factor * rate, 1.05 * factor * rate))
            }, label: label)
    }

    @Test("Bars stand at the heights of their points on an axis of octaves; BENCH_UPDATE_GOLDEN=1 draws them anew")
    func drawn() throws {
        let text = CurveFigure.all(of: Self.bandwidth).flatMap(\.lines).joined(separator: "\n") + "\n"
        let file = GoldenTests.fixtures.appending(path: "curves.txt")
        if ProcessInfo.processInfo.environment["BENCH_UPDATE_GOLDEN"] != nil {
            try Data(text.utf8).write(to: file)
        }
        #expect(text == String(decoding: try Data(contentsOf: file), as: UTF8.self))
    }

    @Test("Two decades of positive positions make an axis logarithmic")
    func axis() {
        let octaves = ChartAxis(of: [4096, 134_217_728], unit: "B")
        #expect(octaves.ticks.map(\.name) == ["4 KiB", "32 KiB", "256 KiB", "2 MiB", "16 MiB", "128 MiB"])
        #expect(octaves.ticks.map(\.column) == [0, 13, 25, 38, 50, 63])
        let decades = ChartAxis(of: [1, 1e3], unit: "s")
        #expect(decades.ticks.map(\.name) == ["1 s", "10 s", "100 s", "1 ks"])
        let elapsed = ChartAxis(of: [0, 5, 30], unit: "s")
        #expect(elapsed.ticks.map(\.name) == ["0 s", "30 s"])
        #expect(elapsed.column(of: 15) == 32)
        #expect(ChartAxis(of: [7], unit: "s").ticks.map(\.column) == [0])
    }

    @Test("What is above zero is seen, what is not is not drawn")
    func heights() {
        let axis = ChartAxis(of: [0, 1], unit: "s")
        let lines = BlockChart.lines([(0, 1e-9), (1, 1)], along: axis, upTo: 1, named: "1 s")
        #expect(lines.count == 8)
        #expect(lines[0].hasPrefix("1 s ┤") && lines[0].hasSuffix("█"))
        #expect(lines[5].hasPrefix("    │▁"))
        let flat = BlockChart.lines([(0, 0), (1, 0)], along: axis, upTo: 0, named: "0")
        #expect(!flat.joined().contains { "▁▂▃▄▅▆▇█".contains($0) })
    }

    @Test("Few curves are drawn with their points folded, many are listed")
    func page() throws {
        var report = try GoldenTests.example()
        report.series = Self.bandwidth
        let page = MarkdownRenderer().render(report)
        #expect(page.contains("### bandwidth over working set\n\n```text\nread\n"))
        #expect(page.contains("<summary>Points: bandwidth over working set</summary>"))
        #expect(page.contains("| working set | read | write |"))
        #expect(page.contains("| 4 KiB | 200 GB/s [190, 210] | 100 GB/s [95, 105] |"))
        #expect(TextRenderer().render(report).contains("\nwrite\n"))
        #expect(TextRenderer().summary(of: report).contains("bandwidth over working set\nread\n"))

        report.series = (0..<13).map { number in
            var series = Self.bandwidth[0]
            series.name = "bandwidth \(number)"
            return series
        }
        let many = MarkdownRenderer().render(report)
        #expect(!many.contains("```text") && many.contains("<summary>13 curves</summary>"))
        report.series = [Self.bandwidth[0]]
        report.series[0].points = []
        #expect(!MarkdownRenderer().render(report).contains("```text"))
    }

    /// What two strategies reach for what they cost; the second is beaten by the first.
    static let front: [Report.Series] = [
        ("on the front", ["head"], [1e-6], [0.9]), ("beaten", ["full"], [3e-6], [0.8]),
    ]
    .map { label, names, costs, accuracies in
        .init(
            name: "front", x: .init(name: "energy", unit: "J"), y: .init(name: "accuracy", unit: "1"),
            points: zip(costs, accuracies).map { .init(x: $0, y: $1, interval: .init($1 - 0.01, $1 + 0.01)) },
            label: label, names: names)
    }

    @Test("Points that stand for themselves are named beside their symbols, without a curve, and listed by name")
    func named() throws {
        var report = try GoldenTests.example()
        report.series = Self.front
        let page = MarkdownRenderer().render(report)
        #expect(page.contains("### front: accuracy over energy\n\n|"))
        #expect(page.contains("| head | on the front | 1 µJ | 0.900 [0.890, 0.910] |"))
        #expect(!page.contains("Points: front"))
        let html = HTMLRenderer().render(report)
        // Names of what is beaten are shown on hover alone.
        #expect(html.contains(">head</text>") && !html.contains(">full</text>"))
        #expect(html.matches(of: /class="point k[01]" data-id="(head|full)"/).count == 2)
        #expect(!html.contains("class=\"curve k0\""))
    }

    @Test("What happened is marked in the chart and told below its bars")
    func events() throws {
        var report = try GoldenTests.example()
        report.series = [Self.bandwidth[0]]
        report.series[0].events = [.init(x: 65_536, label: "drift")]
        #expect(MarkdownRenderer().render(report).contains("\n\n64 KiB: drift\n```"))
        #expect(HTMLRenderer().render(report).contains("data-id=\"drift\" data-v=\"65536\""))
    }
}
