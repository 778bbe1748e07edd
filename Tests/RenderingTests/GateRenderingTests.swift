import Foundation
import History
import Report
import Statistics
import Testing

@testable import Rendering

/// The verdict on a night in the formats of job pages and test readers.
@Suite("Gates for people and programs")
struct GateRenderingTests {
    private func gate(nights: Int = 25) async throws -> Gate {
        var generator = SeededGenerator(seed: 7)
        var suite = MadeUpSuite(seed: &generator)
        suite.cases = suite.cases.map { series in
            series.map { each in
                HistorySeries(
                    host: each.host, caseID: each.caseID, metric: each.metric, points: Array(each.points.suffix(nights))
                )
            }
        }
        return try #require(try await suite.overview.gates.first)
    }

    @Test("Markdown has the verdict as its heading and a row a figure that is beyond its history")
    func markdown() async throws {
        let text = GateMarkdown.text(try await gate())
        let lines = text.split(separator: "\n")
        #expect(lines[0].hasPrefix("### ▼ Night of 2026-01-25 02:00, commit c0ffee24"))
        #expect(lines[0].hasSuffix("on 0123456789ab: 1 figure is worse of 6 figures judged"))
        #expect(lines.count { $0.contains("`made-up:net.a:jumps:cache=warm`") } == 1)
        let short = GateMarkdown.text(try await gate(nights: 4))
        #expect(
            short.contains("<summary>") && short.contains("made-up:net.a:slow:cache=warm time.ratio: 3 nights before"))
    }

    @Test("JUnit has a test a figure, failed where it is worse, skipped where the history is too short")
    func junit() async throws {
        let text = GateJUnit.text(try await gate())
        #expect(text.contains("tests=\"6\" failures=\"1\" errors=\"0\" skipped=\"0\""))
        #expect(
            text.contains("name=\"made-up:net.a:jumps:cache=warm time.ratio\"><failure message=\"▼ made-up:net.a:jumps")
        )
        #expect(GateJUnit.text(try await gate(nights: 4)).contains("failures=\"0\" errors=\"0\" skipped=\"4\""))
    }
}
