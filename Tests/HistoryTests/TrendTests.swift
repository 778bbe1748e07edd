import Report
import Statistics
import TestSupport
import Testing

@testable import History

@Suite("Trends")
struct TrendTests {
    private var histories = MadeUpHistory(SeededGenerator(for: "TrendTests"))

    @Test("A step on night 13 is found there, between its two commits, and by how much")
    mutating func step() throws {
        let values = histories.noisy(nights: 20, noise: 0.003, from: 13, factor: 1.05)
        let trend = try SeriesTrend(of: MadeUpHistory.series(values))
        let change = try #require(trend.changes.first)
        #expect(trend.changes.count == 1 && trend.isEventful)
        #expect(change.before.commit == MadeUpReport.commit(12) && change.after.commit == MadeUpReport.commit(13))
        let interval = try #require(change.interval)
        #expect(abs(try #require(change.ratio) - 1.05) < 0.01 && interval.low > 1.03 && interval.high < 1.07)
        #expect(change.pValue < 0.001 && !change.isBetter)
    }

    @Test("Direction decides: the same step of a rate is better")
    mutating func direction() throws {
        let values = histories.noisy(nights: 20, noise: 0.003, from: 13, factor: 1.05)
        #expect(
            try SeriesTrend(of: MadeUpHistory.series(values, metric: "throughput")).changes.map(\.isBetter) == [true])
    }

    @Test("One spike is none, nor is noise")
    mutating func spike() throws {
        var values = histories.noisy(nights: 30, noise: 0.003)
        #expect(try SeriesTrend(of: MadeUpHistory.series(values)).changes.isEmpty)
        values[17] *= 1.5
        #expect(try SeriesTrend(of: MadeUpHistory.series(values)).changes.isEmpty)
    }

    @Test("Another reference build begins anew: what differs there is no change")
    mutating func references() throws {
        let values = histories.noisy(nights: 24, noise: 0.003, from: 12, factor: 0.8)
        let references = (0..<24).map { $0 < 12 ? "aaaaaaa" : "bbbbbbb" }
        let series = MadeUpHistory.series(values, metric: "time.ratio", references: references)
        #expect(series.stretches == [Array(0..<12), Array(12..<24)])
        #expect(try SeriesTrend(of: series).changes.isEmpty)
        #expect(try SeriesTrend(of: MadeUpHistory.series(values, metric: "time.ratio")).changes.count == 1)
    }

    @Test("One night against another reference divides nothing: those before and after belong together")
    mutating func visitor() throws {
        var values = histories.noisy(nights: 24, noise: 0.003, from: 12, factor: 1.05)
        values[15] = 0.5
        let references = (0..<24).map { $0 == 15 ? "bbbbbbb" : "aaaaaaa" }
        let series = MadeUpHistory.series(values, metric: "time.ratio", references: references)
        let change = try #require(try SeriesTrend(of: series).changes.first)
        #expect(change.index == 12 && change.after.commit == MadeUpReport.commit(12))
    }

    @Test("What the allocator rounds is no change")
    func slack() throws {
        let rounded: [Double] = [26_352, 26_368, 26_352, 26_416, 26_352, 26_352]
        #expect(try SeriesTrend(of: MadeUpHistory.series(rounded, metric: "memory.peak")).changes.isEmpty)
        let more = rounded.enumerated().map { $1 + ($0 < 3 ? 0 : 1024) }
        #expect(try SeriesTrend(of: MadeUpHistory.series(more, metric: "memory.peak")).changes.map(\.index) == [3])
    }

    @Test(
        "Figures that do not vary change where two nights in a row have another value",
        arguments: [
            ([5, 5, 5, 5], []), ([5, 5, 9, 5, 5], []), ([5, 5, 5, 9, 9], [3]), ([0, 0, 2, 2], [2]),
            ([5, 5, 6, 7, 7], [3]), ([5, 5, 9, 9, 5, 5], [2, 4]), ([5], []), ([], []),
        ] as [([Double], [Int])])
    func exact(values: [Double], changes: [Int]) throws {
        let trend = try SeriesTrend(of: MadeUpHistory.series(values, metric: "allocations"))
        #expect(trend.changes.map(\.after.commit) == changes.map(MadeUpReport.commit))
        for change in trend.changes {
            let old = values[..<change.index].lastIndex { $0 == values[change.index] - (change.difference ?? 0) }
            #expect(change.before.commit == MadeUpReport.commit(old ?? -1), "the last run at the old level")
        }
        #expect(trend.changes.allSatisfy { $0.pValue == 0 && $0.interval == nil })
        if values.first == 0 { #expect(trend.changes.allSatisfy { $0.ratio == nil && $0.difference == 2 }) }
    }

    @Test("A case is followed by its ratio to the reference build, else by its time, and by what is exact")
    func followed() {
        func names(_ metrics: [String]) -> [String] {
            Tracking([]).followed(metrics.map { MadeUpHistory.series([1], metric: $0) }).map(\.metric.name)
        }
        #expect(names(["time", "throughput", "sqnr", "energy"]) == ["time", "sqnr"])
        #expect(names(["memory.peak", "time", "time.ratio", "peak-share"]) == ["time.ratio", "memory.peak"])
        #expect(names(["callgrind::Ir", "PAPI_TOT_INS"]) == ["PAPI_TOT_INS", "callgrind::Ir"], "made up as simulated")
    }
}
