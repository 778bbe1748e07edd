import Foundation
import Report
import Statistics
import TestSupport
import Testing

@testable import Rendering

@Suite("HTML")
struct HTMLTests {
    static func report(_ test: String) throws -> Report {
        var generator = SeededGenerator(for: test)
        return try PictureReport.make(seed: &generator)
    }

    /// What the expression captures, wherever it matches.
    private func captures(_ expression: String, in page: String) throws -> [String] {
        try page.matches(of: Regex(expression, as: (Substring, Substring).self)).map { String($0.output.1) }
    }

    private func ids(_ page: String) throws -> [String] { try captures(" id=\"([^\"]*)\"", in: page) }

    @Test("The example is rendered as before; BENCH_UPDATE_GOLDEN=1 writes it anew")
    func golden() throws {
        let page = HTMLRenderer().render(try GoldenTests.example())
        let main = try #require(page.firstRange(of: try Regex("<main(.|\n)*</main>\n")))
        let file = GoldenTests.fixtures.appending(path: "example.html")
        if ProcessInfo.processInfo.environment["BENCH_UPDATE_GOLDEN"] != nil {
            try Data(page[main].utf8).write(to: file)
        }
        #expect(String(page[main]) == String(decoding: try Data(contentsOf: file), as: UTF8.self))
    }

    @Test("Sections stand in the order in which they are needed, and every link has its target")
    func structure() throws {
        let page = HTMLRenderer().render(try Self.report("structure"))
        let sections = try captures("<section id=\"([^\"]*)\"", in: page)
        #expect(sections == ["summary", "compared", "roofline", "layers", "curves", "cases", "origin"])
        let ids = try ids(page)
        #expect(Set(ids).count == ids.count, "\(Dictionary(grouping: ids, by: \.self).filter { $1.count > 1 }.keys)")
        let links = try captures("href=\"#([^\"]*)\"", in: page)
        #expect(links.count > sections.count && links.allSatisfy(Set(ids).contains))
        let labels = try captures("aria-labelledby=\"([^\"]*)\"", in: page).flatMap { $0.split(separator: " ") }
        #expect(labels.allSatisfy { Set(ids).contains(String($0)) })
        #expect(page.ranges(of: "<h1").count == 1 && page.hasPrefix("<!doctype html>\n<html lang=\"en\">"))
        for landmark in ["<header", "<nav", "<main", "<footer", "class=\"skip\" href=\"#main\""] {
            #expect(page.ranges(of: landmark).count == 1, "\(landmark)")
        }
    }

    @Test("The page asks nothing of a network")
    func offline() throws {
        let page = HTMLRenderer().render(try Self.report("offline"))
        #expect(try captures("(?:src|href)=\"([^#\"][^\"]*)\"", in: page) == ["data:,"])
        #expect(!page.contains("@import") && !page.contains("fetch("))
        #expect(try captures("url\\(([^)]*)\\)", in: page).allSatisfy { $0.hasPrefix("#") })
    }

    @Test("Every measured case has a row whose cells hold its figures to the last digit")
    func figures() throws {
        let report = try Self.report("figures")
        let page = HTMLRenderer().render(report)
        for each in report.cases where !each.isRoof && each.hasFigures {
            let start = try #require(page.range(of: "<tr id=\"\(each.id)\">"), "\(each.id)")
            let row = page[start.upperBound...].prefix { $0 != "\n" }.split(separator: "<tr").first ?? ""
            for metric in ["time", "roofline-share", "sqnr"] {
                let value = try #require(each.value(metric))
                let text = "data-v=\"\(value.value) \(value.interval.low) \(value.interval.high)\""
                #expect(row.contains(text), "\(each.id) \(metric)")
            }
            if let comparison = report.comparisons.first(where: { $0.variant == each.id }) {
                let interval = comparison.interval
                #expect(row.contains("data-v=\"\(comparison.ratio) \(interval.low) \(interval.high)\""))
            }
        }
        for finding in report.findings {
            #expect(page.contains("data-v=\(finding.value) ") || page.contains("data-v=\"\(finding.value) "))
        }
    }

    @Test("What a report says opens no element")
    func escaping() throws {
        let nasty = "</script><script>alert('x')</script>&\""
        var report = try Self.report("escaping")
        report.host.cpu = nasty
        report.run.warnings = [.init(code: nasty, message: nasty, remedy: nasty)]
        report.run.options = [nasty: nasty]
        report.host.counters.unavailable = [.init(event: nasty, reason: nasty)]
        report.findings = [
            .init(
                name: nasty, value: 1, unit: nasty, interval: nil, provenance: .modelled, statement: nasty,
                source: nasty)
        ]
        for index in report.series.indices {
            report.series[index].label = nasty
            report.series[index].name = nasty
        }
        for index in report.cases.indices {
            report.cases[index].variant = nasty
            report.cases[index].workload = nasty
            report.cases[index].checks = [.init(name: nasty, passed: index > 3, detail: nasty)]
        }
        let page = HTMLRenderer().render(report)
        #expect(!page.contains("<script>alert") && page.contains("&lt;script&gt;alert"))
        #expect(page.ranges(of: "<script>").count == 2 && page.ranges(of: "</script>").count == 2)
    }

    @Test("What failed comes first, what is missing has its reason, and layers count as often as they occur")
    func contents() throws {
        let page = HTMLRenderer().render(try Self.report("contents"))
        let failure = try #require(page.range(of: "computed wrong results"))
        #expect(failure.lowerBound < (try #require(page.range(of: "<ul class=\"key-figures\">"))).lowerBound)
        #expect(page.contains("check fp64 failed: 3 elements &lt;wrong&gt; &amp; far"))
        #expect(page.contains("no &lt;AMX&gt; &amp; &quot;tiles&quot;"))
        #expect(page.contains("title=\"no meter\">n/a") || page.contains("<td>no meter</td>"))
        #expect(page.contains("<td class=\"n\">2×</td>"), "the depthwise layer occurs twice")
        #expect(!page.contains("does not say how often"), "the layers make up all of the model")
    }

    @Test("Where a report does not say how often layers occur, the page says so")
    func coverage() throws {
        var report = try Self.report("coverage")
        for index in report.cases.indices { report.cases[index].parameters["count"] = nil }
        #expect(
            HTMLRenderer().render(report).contains(
                "The layers drawn hold 80 % of the model&#39;s multiply–accumulates: this report does not say"))
    }

    @Test("A report without cases is a page, too")
    func empty() throws {
        var report = try GoldenTests.example()
        (report.cases, report.comparisons, report.findings, report.series) = ([], [], [], [])
        let page = HTMLRenderer().render(report)
        #expect(try captures("<section id=\"([^\"]*)\"", in: page) == ["summary", "origin"])
    }

    @Test("Text and marks stand out from the ground in both themes (WCAG 2.2, AA)")
    func contrast() throws {
        for theme in 0...1 {
            let colours = try Self.colours(theme)
            for ground in ["ground", "raised"] {
                let below = try #require(colours[ground])
                for name in ["text", "faint", "link", "good", "bad", "warning"] {
                    #expect(Self.contrast(try #require(colours[name]), below) >= 4.5, "\(name) on \(ground), \(theme)")
                }
                for kind in 0..<8 {
                    #expect(
                        Self.contrast(try #require(colours["k\(kind)"]), below) >= 3, "k\(kind) on \(ground), \(theme)")
                }
            }
        }
        #expect(Self.contrast([0x77, 0x77, 0x77], [0xff, 0xff, 0xff]) < 4.5, "a grey that is known to fail")
    }

    /// The custom properties of the style sheet: `light-dark(#LIGHT, #DARK)`.
    private static func colours(_ theme: Int) throws -> [String: [Int]] {
        let pairs = PageTemplates.style.matches(of: /--([a-z0-9]+): light-dark\(#([0-9a-f]{6}), #([0-9a-f]{6})\)/)
        return Dictionary(
            uniqueKeysWithValues: pairs.map { match in
                let digits = Array(theme == 0 ? match.output.2 : match.output.3)
                return (
                    String(match.output.1), [0, 2, 4].map { Int(String(digits[$0...($0 + 1)]), radix: 16) ?? 0 }
                )
            })
    }

    /// The contrast ratio of WCAG 2.2: (L1 + 0.05) / (L2 + 0.05) of the relative luminances.
    private static func contrast(_ one: [Int], _ other: [Int]) -> Double {
        func luminance(_ colour: [Int]) -> Double {
            let parts = colour.map { part -> Double in
                let share = Double(part) / 255
                return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
            }
            return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
        }
        let (first, second) = (luminance(one), luminance(other))
        return (max(first, second) + 0.05) / (min(first, second) + 0.05)
    }
}
