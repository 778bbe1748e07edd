import Foundation
import Report
import Testing

@testable import Rendering

@Suite(
    "Pages in a browser",
    .enabled(if: Browser.path != nil, "no Chromium on the PATH: install it, or name one in CHROMIUM"), .serialized)
struct BrowserTests {
    /// All figures of the tables of cases: id, metric, figure.
    private static let tableFigures = """
        JSON.stringify([...document.querySelectorAll("table.cases")].flatMap((table) => {
          const metrics = [...table.tHead.rows[0].cells].map((cell) => cell.dataset.metric ?? "");
          return [...table.tBodies[0].rows].flatMap((row) => [...row.cells].flatMap((cell, index) =>
            cell.dataset.v === undefined ? [] : [[row.id, metrics[index], cell.dataset.v]]));
        }))
        """
    /// All figures of the charts under a section: id, class, place, figure.
    private static func marks(_ section: String) -> String {
        """
        JSON.stringify([...document.querySelectorAll("#\(section) svg.chart [data-v]")].map((mark) =>
          [mark.dataset.id, mark.getAttribute("class").split(" ")[0], mark.dataset.x ?? "", mark.dataset.v]))
        """
    }

    private func rows(_ value: String) throws -> [[String]] {
        try JSONDecoder().decode([[String]].self, from: Data(value.utf8))
    }

    /// What the tables show otherwise than the report says it.
    private func differences(_ shown: [[String]], _ report: Report) -> [String] {
        var expected: [String: String] = [:]
        func text(_ value: Double, _ low: Double, _ high: Double) -> String { "\(value) \(low) \(high)" }
        for each in report.cases where !each.isRoof {
            for metric in ["time", "roofline-share", "sqnr"] {
                guard let value = each.value(metric) else { continue }
                expected["\(each.id) \(metric)"] = text(value.value, value.interval.low, value.interval.high)
            }
            guard let tails = each.value("time")?.quantiles else { continue }
            expected["\(each.id) time.p95"] = "\(tails.p95)"
            expected["\(each.id) time.p99"] = "\(tails.p99)"
        }
        for each in report.comparisons {
            expected["\(each.variant) time.ratio"] = text(each.ratio, each.interval.low, each.interval.high)
        }
        let found = Dictionary(shown.map { ("\($0[0]) \($0[1])", $0[2]) }, uniquingKeysWith: { first, _ in first })
        return Set(expected.keys).union(found.keys).sorted().filter { expected[$0] != found[$0] }
            .map { "\($0): \(found[$0] ?? "missing") for \(expected[$0] ?? "nothing")" }
    }

    @Test("A page loads without errors and requests, and its figures are the report's to the last digit")
    func figures() throws {
        let report = try HTMLTests.report("browser figures")
        let visit = try Browser().visit(
            HTMLRenderer().render(report),
            [Self.tableFigures] + ["compared", "roofline", "layers", "curves"].map(Self.marks))
        #expect(visit.errors == [] && visit.requests == [])
        #expect(differences(try rows(visit.values[0]), report) == [])

        let cases = Dictionary(uniqueKeysWithValues: report.cases.map { ($0.id, $0) })
        func figure(_ id: String, _ metric: String) -> String? {
            cases[id]?.value(metric).map { "\($0.value) \($0.interval.low) \($0.interval.high)" }
        }
        let bars = try rows(visit.values[1])
        #expect(bars.count == report.cases.count { !$0.isRoof && $0.value("time") != nil })
        #expect(bars.allSatisfy { figure($0[0], "time") == $0[3] })
        let points = try rows(visit.values[2]).filter { $0[1] == "point" }
        #expect(!points.isEmpty && points.allSatisfy { figure($0[0], "throughput") == $0[3] })
        #expect(points.allSatisfy { cases[$0[0]]?.value("intensity")?.value == Double($0[2]) })
        for part in try rows(visit.values[3]) where part[1] == "part" {
            let count = part[0].contains("m.dw") ? 2.0 : 1
            #expect(cases[part[0]]?.value("time").map { count * $0.value } == Double(part[3]))
        }
        let curves = try rows(visit.values[4])
        let expected = report.series.flatMap { series in
            series.points.map {
                [series.label, Int($0.x).description, "\($0.y) \($0.interval?.low ?? 0) \($0.interval?.high ?? 0)"]
            }
        }
        #expect(curves.map { [$0[0], $0[2], $0[3]] } == expected)
    }

    @Test("A figure that is not the report's, a request and an error would be noticed")
    func seededFaults() throws {
        let report = try HTMLTests.report("browser faults")
        let page = HTMLRenderer().render(report)
        let value = try #require(report.cases.first { $0.value("time") != nil }?.value("time")).value
        let wrong = page.replacing("<td data-v=\"\(value) ", with: "<td data-v=\"\(value.nextUp) ")
            .replacing("</main>", with: "<img src=\"https://example.invalid/x.png\"></main>")
            .replacing("\"use strict\";", with: "\"use strict\"; missing();")
        let visit = try Browser().visit(wrong, [Self.tableFigures])
        #expect(differences(try rows(visit.values[0]), report).count == 1)
        #expect(visit.errors.contains { $0.contains("Content Security Policy") })
        #expect(visit.errors.contains { $0.contains("Uncaught") })
    }

    @Test("The filter leaves the rows that hold every word, and sorting goes by figures")
    func table() throws {
        let report = try HTMLTests.report("browser table")
        let filter = """
            new Promise((resolve) => {
              const input = document.querySelector("input[name=filter]");
              input.value = "INT8/avx2 cold";
              input.dispatchEvent(new Event("input", { bubbles: true }));
              setTimeout(() => resolve(JSON.stringify([...document.querySelectorAll("table.cases tbody tr")]
                .filter((row) => !row.hidden && !row.closest("[hidden]")).map((row) => [row.id]))), 300);
            })
            """
        let sort = """
            (() => {
              const heading = document.querySelector("table.cases th[data-metric=time]");
              heading.querySelector("button").click();
              return JSON.stringify([[heading.getAttribute("aria-sort")]].concat(
                [...heading.closest("table").tBodies[0].rows].map((row) => [row.cells[heading.cellIndex]?.dataset.v ?? ""])));
            })()
            """
        let visit = try Browser().visit(HTMLRenderer().render(report), [sort, filter])
        let shown = try rows(visit.values[1]).map { $0[0] }
        #expect(Set(shown) == Set(report.cases.map(\.id).filter { $0.contains(":int8/avx2:cache=cold") }))
        #expect(shown.count == 3 && visit.errors == [])
        let sorted = try rows(visit.values[0])
        let times = sorted.dropFirst().compactMap { Double($0[0].prefix { $0 != " " }) }
        #expect(sorted[0] == ["ascending"] && times == times.sorted() && times.count > 4)
    }

    @Test("Controls choose what is drawn, keys walk through a chart, and links unfold what they name")
    func controls() throws {
        let report = try HTMLTests.report("browser controls")
        let chosen = """
            (() => {
              const form = document.querySelector("form[data-for=compared]");
              const shown = () => [...document.querySelectorAll("#compared figure")]
                .filter((figure) => !figure.hidden && figure.closest("details").open && !figure.closest("details").hidden)
                .map((figure) => figure.id);
              const before = shown();
              form.elements.workload.value = "m.dw";
              form.elements.conditions.value = "*";
              form.dispatchEvent(new Event("change", { bubbles: true }));
              return JSON.stringify([before, shown()]);
            })()
            """
        let keys = """
            (() => {
              const plot = document.querySelector("#roofline .plot");
              plot.focus();
              plot.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true }));
              const tip = document.getElementById("tip");
              return JSON.stringify([[String(document.activeElement === plot), String(tip.hidden), tip.textContent]]);
            })()
            """
        let target = "int8-fp32:m.dw:int8/avx2:cache=cold,stage=kernel"
        let link = """
            new Promise((resolve) => {
              location.hash = "#\(target)";
              const row = document.getElementById("\(target)");
              const look = (left) => {
                const box = row.getBoundingClientRect();
                const isShown = row.closest("details").open && box.top > 0 && box.bottom < innerHeight;
                // The page glides there.
                if (isShown || left === 0) resolve(JSON.stringify([[String(row.closest("details").open), String(isShown)]]));
                else setTimeout(() => look(left - 1), 100);
              };
              look(200);
            })
            """
        let visit = try Browser().visit(HTMLRenderer().render(report), [chosen, keys, link])
        let figures = try rows(visit.values[0])
        #expect(figures[0] == ["compared-m:cache=warm,stage=kernel"], "whole models under the first conditions")
        #expect(figures[1] == ["warm", "cold"].map { "compared-m.dw:cache=\($0),stage=kernel" })
        let tip = try rows(visit.values[1])[0]
        #expect(tip[0] == "true" && tip[1] == "false" && tip[2].hasPrefix("int8-fp32:m"))
        #expect(try rows(visit.values[2]) == [["true", "true"]] && visit.errors == [])
    }

    @Test("The theme is the system's until the reader chooses one", arguments: ["light", "dark"])
    func theme(scheme: String) throws {
        let colour = "getComputedStyle(document.body).backgroundColor"
        let click = "document.getElementById('theme').click(); "
        let pressed = "document.getElementById('theme').getAttribute('aria-pressed')"
        let visit = try Browser(scheme: scheme).visit(
            HTMLRenderer().render(try HTMLTests.report("browser theme")), [colour, pressed, click + colour, pressed])
        let (light, dark) = ("rgb(255, 255, 255)", "rgb(16, 19, 24)")
        let expected =
            scheme == "light" ? [light, "false", dark, "true"] : [dark, "true", light, "false"]
        #expect(visit.values == expected && visit.errors == [])
    }

    @Test("Nothing makes the page scroll sideways on a narrow screen", arguments: [360, 1280])
    func narrow(width: Int) throws {
        let open = "document.querySelectorAll('details').forEach((each) => { each.open = true }); "
        let visit = try Browser(width: width).visit(
            HTMLRenderer().render(try HTMLTests.report("browser width")),
            [open + "String(document.documentElement.scrollWidth)"])
        #expect(visit.values == ["\(width)"])
    }

    @Test("Without scripts the figures are the same, and no control stands there that does nothing")
    func withoutScripts() throws {
        let report = try HTMLTests.report("browser without scripts")
        let controls = """
            String([...document.querySelectorAll("form, #theme, input, select, button")]
              .filter((each) => getComputedStyle(each).display !== "none" && each.getClientRects().length).length)
            """
        let visit = try Browser(runsScripts: false).visit(
            HTMLRenderer().render(report), [Self.tableFigures, controls])
        #expect(differences(try rows(visit.values[0]), report) == [])
        #expect(visit.values[1] == "0")
    }
}
