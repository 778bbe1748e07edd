import Report
import Statistics
import TestSupport
import Testing

@testable import History

@Suite("The gate")
struct GateTests {
    /// The same on every run: the gate errs now and then, as it promises to, and a test of other seeds would with it.
    private var histories = MadeUpHistory(SeededGenerator(seed: 1))

    private func gate(_ series: [HistorySeries], _ change: (inout GateRequest) -> Void = { _ in }) throws -> Gate {
        var request = GateRequest()
        change(&request)
        let runs = Dictionary(series.flatMap(\.points).map { ($0.run.name, $0.run) }) { first, _ in first }.values
        let night = try #require(Night(newestOf: runs.sorted { $0.isBefore($1) }))
        var judge = NightJudge(night, request)
        for each in series { try judge.add(request.metrics.isEmpty ? Tracking(runs).followed([each]) : [each]) }
        return try judge.gate()
    }

    @Test("Silent on every night before the step, and names the case in its first")
    mutating func step() throws {
        let steady = (0..<40).map { _ in histories.noisy(nights: 14, noise: 0.003) }
        let slower = histories.noisy(nights: 14, noise: 0.003, from: 13, factor: 1.05)
        // Each of the nights judges forty cases that did not move, at one error in two hundred a direction and night.
        var falseAlarms = 0
        for last in 6...13 {
            var series = steady.enumerated().map {
                MadeUpHistory.series(Array($1[...last]), metric: "time.ratio", caseID: "made-up:w\($0):v")
            }
            series.append(MadeUpHistory.series(Array(slower[...last]), metric: "time.ratio", caseID: "made-up:slow:v"))
            let gate = try gate(series)
            #expect(gate.judged == 41 && gate.short.isEmpty)
            let slow = gate.regressions.filter { $0.caseID == "made-up:slow:v" }
            #expect(slow.count == (last < 13 ? 0 : 1), "night \(last)")
            falseAlarms += gate.improvements.count + gate.regressions.count - slow.count
            guard let finding = slow.first else { continue }
            #expect(abs(finding.expected - 1) < 0.005 && abs((finding.ratio ?? 0) - 1.05) < 0.02)
            #expect(finding.range.low < finding.expected && finding.expected < finding.range.high)
            #expect(try #require(finding.interval).low > 1 && finding.pValue < 0.01 && finding.nights == 13)
        }
        #expect(falseAlarms <= 2)
    }

    @Test("A quick night is an improvement, and of a rate the other way round")
    mutating func directions() throws {
        let up = histories.noisy(nights: 12, noise: 0.003, from: 11, factor: 1.1)
        let rate = try gate([MadeUpHistory.series(up, metric: "throughput")]) { $0.metrics = ["throughput"] }
        #expect(rate.improvements.count == 1 && rate.regressions.isEmpty)
        let time = try gate([MadeUpHistory.series(up)])
        #expect(time.improvements.isEmpty && time.regressions.count == 1)
        #expect(try gate([MadeUpHistory.series(up, metric: "throughput")]).judged == 0, "arithmetic on the time")
    }

    @Test("The history's own noise decides: what stands out in a quiet one does not in a loud one")
    mutating func noise() throws {
        let quiet = histories.noisy(nights: 15, noise: 0.002) + [1.04]
        let loud = histories.noisy(nights: 15, noise: 0.04) + [1.04]
        #expect(try gate([MadeUpHistory.series(quiet)]).regressions.count == 1)
        #expect(try gate([MadeUpHistory.series(loud)]).regressions.isEmpty)
    }

    @Test("After a change the new level is what is expected, once it is long enough")
    mutating func newLevel() throws {
        let values = histories.noisy(nights: 24, noise: 0.003, from: 12, factor: 1.2)
        let gate = try gate([MadeUpHistory.series(values)])
        #expect(gate.judged == 1 && gate.regressions.isEmpty && gate.improvements.isEmpty)
    }

    @Test("Too few nights are named and not judged")
    mutating func short() throws {
        let gate = try gate([MadeUpHistory.series(histories.noisy(nights: 5, noise: 0.003))])
        #expect(gate.judged == 0 && gate.short.map(\.caseID) == ["made-up:w:v"] && gate.short.map(\.nights) == [4])
        let references: [String?] = (0..<20).map { $0 < 17 ? "aaaaaaa" : "bbbbbbb" }
        let anew = MadeUpHistory.series(
            histories.noisy(nights: 20, noise: 0.003), metric: "time.ratio", references: references)
        #expect(try self.gate([anew]).short.map(\.nights) == [2])
    }

    @Test("A figure that never varied is worse by the least difference, whatever its unit")
    func exact() throws {
        let memory = try gate([MadeUpHistory.series([640, 640, 640, 1024], metric: "memory.peak")])
        #expect(memory.regressions.map(\.pValue) == [0])
        let rounded = try gate([MadeUpHistory.series([640, 640, 656, 704], metric: "memory.peak")])
        #expect(rounded.judged == 1 && rounded.regressions.isEmpty, "the allocator's rounding")
        let decibels = try gate([MadeUpHistory.series([-3, -3, -3, -4], metric: "sqnr")])
        #expect(decibels.regressions.count == 1 && decibels.regressions[0].ratio == nil)
        let allocations = try gate([MadeUpHistory.series([2, 0, 0, 1], metric: "allocations")])
        #expect(allocations.regressions.count == 1)
        #expect(try gate([MadeUpHistory.series([1, 2, 2], metric: "allocations")]).short.count == 1)
        #expect(try gate([MadeUpHistory.series([64, 64, 64, 60], metric: "bytes.wire")]).improvements.count == 1)
        let spike = try gate([MadeUpHistory.series([64, 64, 64, 99, 64], metric: "allocations")])
        #expect(spike.judged == 1 && spike.regressions.isEmpty && spike.improvements.isEmpty)
        let varying: [Double] = [64, 64, 65, 63, 66, 64, 62, 65, 64, 66]
        #expect(try gate([MadeUpHistory.series(varying, metric: "allocations")]).regressions.isEmpty)
    }

    @Test("Thousands of figures that never vary leave those that do their share of the error")
    mutating func family() throws {
        let ratios = (0..<30).map {
            MadeUpHistory.series(
                histories.noisy(nights: 8, noise: 0.003, from: 7, factor: $0 == 0 ? 1.06 : 1), metric: "time.ratio",
                caseID: "made-up:w\($0):v", references: Array(repeating: "aaaaaaa", count: 8))
        }
        let exact = (0..<5_000).map {
            MadeUpHistory.series([7, 7, 7, 7, 7, 7, 7, 7], metric: "allocations", caseID: "made-up:a\($0):v")
        }
        #expect(try gate(ratios + exact).regressions.map(\.caseID) == ["made-up:w0:v"])
    }

    @Test("Limits of the machine are not judged, nor single times where a reference build is at hand")
    mutating func limits() throws {
        func slow() -> [Double] { histories.noisy(nights: 14, noise: 0.003, from: 13, factor: 1.4) }
        let roofs = try gate(
            ["peak/fp32/avx2", "bandwidth/int8/avx2"].map {
                MadeUpHistory.series(slow(), caseID: "made-up:w:\($0)")
            })
        #expect(roofs.judged == 0 && roofs.short.isEmpty)
        let references = [String?](repeating: "aaaaaaa", count: 14)
        let ratio = MadeUpHistory.series(
            histories.noisy(nights: 14, noise: 0.003), metric: "time.ratio", references: references)
        let time = MadeUpHistory.series(slow(), caseID: "made-up:w2:v", references: references)
        #expect(try gate([ratio, time]).regressions.isEmpty)
        #expect(try gate([time]) { $0.metrics = ["time"] }.regressions.count == 1, "asked for by name")
    }

    @Test("What was not judged says why, and how many nights there are at the present level")
    mutating func reasons() throws {
        let values = histories.noisy(nights: 17, noise: 0.002, from: 13, factor: 1.3)
        #expect(try gate([MadeUpHistory.series(values)]).short.map(\.nights) == [3])
        let zero = try gate([MadeUpHistory.series([1, 1, 1, 0, 1, 1, 1, 1])])
        #expect(zero.short.map(\.reason) == [.notPositive])
    }

    @Test("A case that was not measured in the night is not judged by an older one")
    mutating func absent() throws {
        let values = histories.noisy(nights: 14, noise: 0.003, from: 13, factor: 1.5)
        let there = MadeUpHistory.series(histories.noisy(nights: 20, noise: 0.003), caseID: "made-up:w2:v")
        let gate = try gate([MadeUpHistory.series(values), there])
        #expect(gate.judged == 1 && gate.regressions.isEmpty)
    }

    @Test("False alarms of 1,000 nights stay below what is allowed")
    mutating func falseAlarms() throws {
        var alarms = 0
        for _ in 0..<1_000 {
            let series = (0..<5).map {
                MadeUpHistory.series(histories.noisy(nights: 20, noise: 0.01), caseID: "made-up:w\($0):v")
            }
            alarms += try gate(series).regressions.isEmpty ? 0 : 1
        }
        // 1 % are allowed; 24 or more of 1,000 come with a probability below 1e-4 then.
        #expect(alarms < 24, "\(alarms) of 1,000")
    }
}
