import Foundation
import History
import Report
import Statistics
import Testing

@testable import Rendering

/// The static site of a history, as text.
@Suite("A site over the history")
struct SiteTests {
    private static let slow = "made-up:net.a:slow:cache=warm:time.ratio@\(MadeUpSuite.host)"
    private static let jump = "made-up:net.a:jumps:cache=warm:time.ratio@\(MadeUpSuite.host)"

    private func pages() async throws -> [String: String] {
        var generator = SeededGenerator(seed: 7)
        return try await MadeUpSuite(seed: &generator).pages()
    }

    @Test("There is an overview, a page a suite and a page a workload")
    func paths() async throws {
        #expect(
            try await pages().keys.sorted() == [
                "index.html", "made-up/index.html", "made-up/net.a/index.html", "made-up/net.b~2/index.html",
            ])
    }

    @Test("Every link leads to a page of the site and to a place on it")
    func links() async throws {
        let pages = try await pages()
        var count = 0
        for (path, html) in pages {
            for match in html.matches(of: /href="([^"]*)"/) where match.1 != "data:," {
                let parts = match.1.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
                let folder = "/\((path as NSString).deletingLastPathComponent)/"
                let address = ((folder + parts[0]) as NSString).standardizingPath
                let target = parts[0].isEmpty ? path : String(address.drop { $0 == "/" })
                let page = try #require(pages[target], "\(path): \(match.1)")
                if parts.count == 2 { #expect(page.contains("id=\"\(parts[1])\""), "\(path): \(match.1)") }
                count += 1
            }
        }
        #expect(count > 30)
    }

    @Test("The overview says what is worse in the newest night and what changed lately, with links to the charts")
    func overview() async throws {
        let page = try #require(try await pages()["index.html"])
        let verdict = "Night of 2026-01-25 02:00, commit c0ffee24&lt;&amp;&gt;+ on 0123456789ab: 1 figure is worse of 6"
        #expect(page.contains(verdict))
        #expect(page.contains("<a href=\"made-up/net.a/index.html#\(Self.jump)\">made-up:net.a:jumps:cache=warm</a>"))
        let change = try #require(page.firstRange(of: "id=\"changes\"")).lowerBound
        let row = try #require(page[change...].firstRange(of: "made-up/net.a/index.html#\(Self.slow)"))
        #expect(page[row.lowerBound...].contains("c0ffee12&lt;&amp;&gt; … c0ffee13&lt;&amp;&gt;"))
        #expect(page.contains("made by bench &lt;test&gt;"))
    }

    @Test("What is the same in all runs has no chart but a row")
    func constant() async throws {
        let page = try #require(try await pages()["made-up/net.a/index.html"])
        #expect(page.matches(of: /<figure\s/).count == 2)
        #expect(page.matches(of: /<tr id="made-up:net.a:jumps:cache=warm:memory.peak@0123456789ab">/).count == 1)
    }

    @Test("A history without changes says so")
    func quiet() async throws {
        var generator = SeededGenerator(seed: 7)
        var suite = MadeUpSuite(seed: &generator)
        suite.cases.removeFirst()
        let page = try #require(try await suite.pages()["index.html"])
        #expect(page.contains("No figure changed for good in the last 30 runs of a suite."))
        #expect(page.contains("nothing is worse of 3 figures judged"))
    }

    @Test("No page has two elements of one id")
    func ids() async throws {
        for (path, html) in try await pages() {
            let ids = html.matches(of: /\sid="([^"]*)"/).map { String($0.1) }
            #expect(Set(ids).count == ids.count, "\(path): \(ids.filter { id in ids.count { $0 == id } > 1 })")
        }
    }

    @Test("A case that joined late stands where its runs are, on the axis of all charts")
    func latecomer() async throws {
        var generator = SeededGenerator(seed: 7)
        var suite = MadeUpSuite(seed: &generator)
        let late = suite.cases[0][0]
        suite.cases[0][0] = HistorySeries(
            host: late.host, caseID: late.caseID, metric: late.metric, points: Array(late.points.suffix(5)))
        let page = try #require(try await suite.pages()["made-up/net.a/index.html"])
        let curve = try #require(page.firstMatch(of: /data-x="20 21 22 23 24"[^>]* d="M(\d+)[.,]/))
        #expect(Int(curve.1) == 833, "20 of 24")
        let places = page.matches(of: /class="axis[^"]*" x="(-?[\d.]+)%"/).compactMap { Double($0.1) }
        #expect(!places.isEmpty && places.allSatisfy { (0...100).contains($0) })
    }

    @Test(
        "In a browser the curves hold the history's figures to the last digit, and name the run that is pointed at",
        .enabled(if: Browser.path != nil, "no Chromium on the PATH: install it, or name one in CHROMIUM"))
    func browser() async throws {
        var generator = SeededGenerator(seed: 7)
        let suite = MadeUpSuite(seed: &generator)
        let page = try #require(try await suite.pages()["made-up/net.a/index.html"])
        let curves = """
            JSON.stringify([...document.querySelectorAll(".curve[data-v]")].map((curve) =>
              [curve.closest("figure").id, curve.dataset.x, curve.dataset.v]))
            """
        let keys = """
            (() => {
              const plot = document.querySelector("#trends .plot");
              plot.focus();
              plot.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowLeft", bubbles: true }));
              return document.getElementById("tip").textContent;
            })()
            """
        let pointer = """
            (() => {
              const plot = document.querySelector("#trends .plot");
              const box = plot.querySelector("svg svg").getBoundingClientRect();
              const at = { clientX: box.left + 13.2 / 24 * box.width, clientY: box.top + 9, bubbles: true };
              plot.dispatchEvent(new PointerEvent("pointermove", at));
              return document.getElementById("tip").textContent;
            })()
            """
        let visit = try Browser().visit(page, [curves, keys, pointer])
        #expect(visit.errors == [] && visit.requests == [])
        let shown = try JSONDecoder().decode([[String]].self, from: Data(visit.values[0].utf8))
        let expected = suite.cases[0].prefix(2).map { series in
            [
                "\(series.caseID):\(series.metric.name)@\(series.host)",
                (0..<25).map(String.init).joined(separator: " "),
                series.points.map { "\($0.value) \($0.interval.low) \($0.interval.high)" }.joined(separator: "|"),
            ]
        }
        #expect(shown == expected)
        let slow = suite.cases[0][0].points
        func words(_ night: Int) -> String {
            let point = slow[night]
            func text(_ value: Double) -> String { String(format: "%.3f", value) }
            return "\(text(point.value))× [\(text(point.interval.low)), \(text(point.interval.high))]\n"
                + "2026-01-\(night + 1) 02:00, commit c0ffee\(night)<&>" + (night == 24 ? "+" : "")
        }
        #expect(visit.values[1] == words(24) && visit.values[2] == words(13))
    }

    @Test(
        "Nothing makes a page scroll sideways, in either theme", .enabled(if: Browser.path != nil, "no Chromium"),
        arguments: [(360, "dark"), (1280, "light")])
    func narrow(width: Int, scheme: String) async throws {
        for (path, html) in try await pages() {
            let open = "document.querySelectorAll('details').forEach((each) => { each.open = true }); "
            let visit = try Browser(width: width, scheme: scheme).visit(
                html, [open + "String(document.documentElement.scrollWidth)"])
            #expect(visit.values == ["\(width)"] && visit.errors == [], "\(path)")
        }
    }
}
