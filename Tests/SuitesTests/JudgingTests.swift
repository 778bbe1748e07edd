import Foundation
@testable import Measurement
import Report
import Statistics
import Testing

@testable import Suites

@Suite("Verdicts over a run")
struct JudgingTests {
    private let settings = MeasurementSettings(rounds: 200, groupSeconds: nil, seed: 1)

    private func verdicts(_ results: [GroupResult], comparisons: Int) throws -> [String: Report.Verdict] {
        let judged = try Judging.comparisons(results, settings: settings) { _ in
            ComparisonFamily(name: "q", comparisons: comparisons)
        }
        return Dictionary(uniqueKeysWithValues: judged.map { ($0.variant, $0.verdict) })
    }

    @Test("Faster, slower and equal variants are told apart, whatever the machine's mood")
    func verdicts() throws {
        let group = measuredGroup(
            "a:cache=warm", ratios: ["int8/fast": 0.9, "int8/slow": 1.1, "int8/same": 1.0], noise: 0.005)
        let verdicts = try verdicts([group], comparisons: 3)
        #expect(verdicts["int8-fp32:a:int8/fast:cache=warm"] == .better)
        #expect(verdicts["int8-fp32:a:int8/slow:cache=warm"] == .worse)
        #expect(verdicts["int8-fp32:a:int8/same:cache=warm"] == .equivalent)
    }

    @Test("The ratio is the median of the rounds' ratios, and its interval holds it")
    func ratio() throws {
        let group = measuredGroup("a:cache=warm", ratios: ["int8/x": 0.5])
        let comparison = try #require(
            try Judging.comparisons([group], settings: settings) { _ in ComparisonFamily(name: "q", comparisons: 1) }
                .first)
        #expect(abs(comparison.ratio - 0.5) < 0.01)
        #expect(comparison.interval.low <= comparison.ratio && comparison.ratio <= comparison.interval.high)
        #expect(comparison.rounds == 200 && comparison.confidence >= 0.99)
        #expect(comparison.metric == "time" && comparison.baseline == "int8-fp32:a:fp32/avx2:cache=warm")
    }

    @Test("A filter makes no verdict easier: the family's size is the question's, not what is left of it")
    func filter() throws {
        let one = measuredGroup("a:cache=warm", ratios: ["int8/x": 0.985], noise: 0.03, rounds: 60, seed: 4)
        let alone = try Judging.comparisons([one], settings: settings) { _ in
            ComparisonFamily(name: "q", comparisons: 1)
        }[0]
        let filtered = try Judging.comparisons([one], settings: settings) { _ in
            ComparisonFamily(name: "q", comparisons: 60)
        }[
            0]
        #expect(filtered.confidence > alone.confidence)
        #expect(filtered.interval.low <= alone.interval.low && filtered.interval.high >= alone.interval.high)
    }

    @Test("Questions are corrected each on its own")
    func questions() throws {
        let groups = ["a:cache=cold", "a:cache=warm"].map { measuredGroup($0, ratios: ["int8/x": 0.9]) }
        let judged = try Judging.comparisons(groups, settings: settings) {
            ComparisonFamily(name: $0.group, comparisons: 1)
        }
        let one = try Judging.comparisons([groups[0]], settings: settings) {
            ComparisonFamily(name: $0.group, comparisons: 1)
        }
        #expect(judged[0] == one[0])
    }

    @Test("Too few rounds for any verdict are told")
    func fewRounds() throws {
        let few = measuredGroup("a:cache=warm", ratios: ["int8/x": 0.5], rounds: 12)
        let warning = Judging.tooFewRounds([few], settings: settings) { _ in
            ComparisonFamily(name: "q", comparisons: 60)
        }
        #expect(warning?.message.contains("fewer than the 14 rounds") == true)
        let verdict = try verdicts([few], comparisons: 60).values.first
        #expect(verdict == .undecided)
        let enough = measuredGroup("a:cache=warm", ratios: ["int8/x": 0.5], rounds: 14)
        #expect(Judging.tooFewRounds([enough], settings: settings) { _ in .init(name: "q", comparisons: 60) } == nil)
        #expect(try verdicts([enough], comparisons: 60).values.first == .better)
    }

    @Test("Rates are compared for the work of a call, and above 1 is better")
    func rates() throws {
        // Twice the bytes in 1.5 times the time: 1.33 times the rate.
        var group = measuredGroup("a:cache=warm", ratios: ["read/wide": 1.5], noise: 0.001)
        group.compared = .bandwidth
        let wide = try #require(group.cases.firstIndex { $0.variant == "read/wide" })
        group.cases[wide].work.bytes = 200
        let comparison = try #require(
            try Judging.comparisons([group], settings: settings) { _ in ComparisonFamily(name: "q", comparisons: 1) }
                .first)
        #expect(comparison.metric == "bandwidth" && comparison.verdict == .better)
        #expect(abs(comparison.ratio - 2 / 1.5) < 0.005)
        #expect(comparison.interval.low <= comparison.ratio && comparison.ratio <= comparison.interval.high)
    }

    @Test("Without a baseline there is nothing to compare, and roofs are not compared")
    func none() throws {
        var group = measuredGroup("a:cache=warm", ratios: ["peak/int8/x": 0.9, "bandwidth/int8/x": 0.9])
        #expect(try verdicts([group], comparisons: 1).isEmpty)
        group.baseline = nil
        #expect(try verdicts([group], comparisons: 1).isEmpty)
    }
}
