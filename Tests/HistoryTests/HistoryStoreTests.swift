#if SQLite
    import Foundation
    import Report
    import Statistics
    import TestSupport
    import Testing

    @testable import History

    @Suite("History")
    struct HistoryStoreTests {
        private let scratch: ScratchFolder

        init() throws {
            scratch = try ScratchFolder()
        }

        private func night(_ night: Int, _ value: Double = 1e-3) -> MadeUpReport {
            MadeUpReport(night: night, cases: ["w1:fp32/x": ["time": value, "memory.peak": 4096]])
        }

        private func add(_ made: MadeUpReport) throws -> Int? {
            try HistoryStore(writing: scratch.history).add(ReportFile(reading: scratch.write(made)))
        }

        @Test("What a report says comes back, nights in order of their start and not of coming in")
        func comesBack() throws {
            for index in [3, 1, 2] { #expect(try add(night(index, 1e-3 * Double(index))) == 2) }
            let store = try HistoryStore(reading: scratch.history)
            let series = try store.series(of: "made-up:w1:fp32/x")
            #expect(series.map(\.metric.name).sorted() == ["memory.peak", "time"])
            let time = try #require(series.first { $0.metric.name == "time" })
            #expect(time.metric == .init(name: "time", unit: "s", better: .lower, provenance: .measured))
            #expect(time.host == "0123456789ab")
            #expect(time.points.map(\.value) == [1e-3, 2e-3, 3e-3])
            #expect(time.points.map(\.run.commit) == [1, 2, 3].map(MadeUpReport.commit))
            let last = try #require(time.points.last)
            #expect(last.interval == .init(3e-3 - 3e-5, 3e-3 + 3e-5))
            #expect(last.confidence == 0.99 && last.count == 500)
            #expect(last.run.started == "2026-01-04T02:00:00Z" && last.run.mode == .full && !last.run.dirty)
            #expect(try store.runs().map(\.name) == ["night1-a", "night2-a", "night3-a"])
        }

        @Test("What could not be had is no figure")
        func unavailable() throws {
            var report = night(1).report
            report.cases[0].metrics["energy"] = .unavailable(unit: "J", reason: "no meter")
            let path = scratch.reports + "/one.json"
            try report.write(to: path)
            #expect(try HistoryStore(writing: scratch.history).add(ReportFile(reading: path)) == 2)
        }

        @Test("The same run again changes nothing; with other contents it is an error, and nothing changes either")
        func again() throws {
            #expect(try add(night(1)) == 2)
            let before = try contents(of: scratch.history)
            #expect(try add(night(1)) == nil)
            #expect(throws: HistoryError.self) { try add(night(1, 2e-3)) }
            #expect(try contents(of: scratch.history) == before)
            do {
                _ = try add(night(1, 2e-3))
            } catch let error as HistoryError {
                #expect(error.kind == .data && "\(error)".contains("night1-a with other contents"))
            }
        }

        @Test("Two hosts may have runs of one name")
        func hosts() throws {
            #expect(try add(night(1)) == 2)
            var other = night(1)
            other.host = "ba9876543210"
            #expect(try add(other) == 2)
            let store = try HistoryStore(reading: scratch.history)
            #expect(try store.series(of: "made-up:w1:fp32/x", metrics: { $0.name == "time" }).count == 2)
            let one = try store.series(of: "made-up:w1:fp32/x", host: "ba9876543210", metrics: { $0.name == "time" })
            #expect(one.map(\.host) == ["ba9876543210"])
            #expect(try store.series(of: "made-up:w1:fp32/x", host: "nobody").isEmpty)
        }

        @Test("A suite's series come case by case, each whole, the metrics that were asked for")
        func suite() throws {
            for index in 0..<4 {
                var made = MadeUpReport(night: index)
                for name in ["a:x", "b:x", "c:y"] { made.cases[name] = ["time": 1, "sqnr": 30, "memory.peak": 1] }
                _ = try add(made)
                (made.suite, made.part) = ("other", "b")
                _ = try add(made)
            }
            let store = try HistoryStore(reading: scratch.history)
            var found: [[HistorySeries]] = []
            try store.forEachCase(of: "made-up", metrics: { ["time", "sqnr"].contains($0.name) }) { found.append($0) }
            #expect(Set(found.map { $0[0].caseID }) == ["made-up:a:x", "made-up:b:x", "made-up:c:y"])
            for series in found {
                #expect(Set(series.map(\.caseID)).count == 1 && Set(series.map(\.metric.name)) == ["time", "sqnr"])
                #expect(series.allSatisfy { $0.points.count == 4 })
            }
            #expect(try store.caseIDs().count == 6)
        }

        @Test("Random reports, in random order and some twice, make the same history as a rebuild")
        func anyOrder() throws {
            var generator = SeededGenerator(for: "anyOrder")
            var files: [String] = []
            for night in 0..<12 {
                for part in ["a", "b"] {
                    var made = MadeUpReport(night: night, part: part, reference: part == "b" ? "abcdef0" : nil)
                    made.host = Bool.random(using: &generator) ? "0123456789ab" : "ba9876543210"
                    made.suite = Bool.random(using: &generator) ? "made-up" : "other"
                    for index in 0..<Int.random(in: 0...8, using: &generator) {
                        let tracked = part == "a" ? "time" : "time.ratio"
                        var figures = [tracked: Double.random(in: 0.1...2, using: &generator)]
                        if Bool.random(using: &generator) { figures["sqnr"] = .random(in: -5...40, using: &generator) }
                        if Bool.random(using: &generator) { figures["PAPI_TOT_INS"] = 17 }
                        made.cases["w\(index):v"] = figures
                    }
                    files.append(try scratch.write(made))
                }
            }
            files += files.filter { _ in Bool.random(using: &generator) }
            for file in files.shuffled(using: &generator) {
                _ = try HistoryStore(writing: scratch.history).add(ReportFile(reading: file))
            }
            let grown = try contents(of: scratch.history)
            let rebuilt = try HistoryRebuild(scratch.path + "/rebuilt.sqlite", from: [scratch.reports])
            #expect(rebuilt.runs == 24 && rebuilt.failed.isEmpty && rebuilt.skipped.isEmpty)
            #expect(try contents(of: scratch.path + "/rebuilt.sqlite") == grown)
            // And the check can fail: one report less is another history.
            try FileManager.default.removeItem(atPath: files[0])
            _ = try HistoryRebuild(scratch.path + "/rebuilt.sqlite", from: [scratch.reports])
            #expect(try contents(of: scratch.path + "/rebuilt.sqlite") != grown)
        }

        @Test("Without a file there is nothing to read, and the message says what makes one")
        func missing() throws {
            do {
                _ = try HistoryStore(reading: scratch.history)
                Issue.record("there is no file")
            } catch let error as HistoryError {
                #expect(error.kind == .inputOutput && "\(error)".contains("bench track rebuild"))
            }
            #expect(!FileManager.default.fileExists(atPath: scratch.history), "reading makes none")
        }
    }
#endif
