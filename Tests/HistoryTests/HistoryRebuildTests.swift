#if SQLite
    import Foundation
    import GRDB
    import Report
    import TestSupport
    import Testing

    @testable import History

    @Suite("Rebuilding a history")
    struct HistoryRebuildTests {
        private let scratch: ScratchFolder

        init() throws {
            scratch = try ScratchFolder()
        }

        private func night(_ night: Int) -> MadeUpReport {
            MadeUpReport(night: night, cases: ["w1:fp32/x": ["time": 1e-3]])
        }

        private func add(_ made: MadeUpReport) throws {
            _ = try HistoryStore(writing: scratch.history).add(ReportFile(reading: scratch.write(made)))
        }

        @Test("Files of another kind are skipped, damaged reports named, and the rest goes in")
        func others() throws {
            for index in 0..<3 { try scratch.write(night(index)) }
            let whole = try Data(contentsOf: URL(fileURLWithPath: scratch.write(night(3))))
            try whole.prefix(whole.count / 2).write(to: URL(fileURLWithPath: scratch.reports + "/torn.json"))
            for (name, text) in [("other.json", "{\"schema\": \"another/1\"}"), ("notes.txt", "text")] {
                try Data(text.utf8).write(to: URL(fileURLWithPath: "\(scratch.reports)/\(name)"))
            }
            let done = try HistoryRebuild(scratch.history, from: [scratch.reports])
            #expect(done.runs == 4 && done.figures == 4 && done.kept == nil)
            #expect(done.skipped.map(\.file) == [scratch.reports + "/other.json"])
            #expect(done.failed.map(\.file) == [scratch.reports + "/torn.json"])
            #expect(try HistoryStore(reading: scratch.history).runs().count == 4)
        }

        @Test("A run that two files tell differently is named, and the first stays")
        func contradiction() throws {
            try scratch.write(night(1), as: "a")
            var other = night(1)
            other.cases["w1:fp32/x"] = ["time": 5]
            try scratch.write(other, as: "b")
            let done = try HistoryRebuild(scratch.history, from: [scratch.reports])
            #expect(done.runs == 1 && done.failed.map(\.file) == [scratch.reports + "/b.json"])
        }

        @Test("Compressed reports go in once", .enabled(if: XZ.program != nil, "needs xz"))
        func compressed() throws {
            let file = try scratch.write(night(1))
            _ = try Running.run(try #require(XZ.program), ["--keep", file])
            #expect(try HistoryRebuild(scratch.history, from: [scratch.reports]).runs == 1)
            try FileManager.default.removeItem(atPath: file)
            let done = try HistoryRebuild(scratch.history, from: [scratch.reports])
            #expect(done.runs == 1 && done.failed.isEmpty)
            try Data("no xz".utf8).write(to: URL(fileURLWithPath: file + ".xz"))
            #expect(try HistoryRebuild(scratch.history, from: [scratch.reports]).failed.map(\.file) == [file + ".xz"])
        }

        @Test("A history with runs that no report tells of is kept beside the new one")
        func kept() throws {
            for index in 0..<3 { try add(night(index)) }
            try FileManager.default.removeItem(atPath: scratch.write(night(1)))
            let before = try contents(of: scratch.history)
            let done = try HistoryRebuild(scratch.history, from: [scratch.reports])
            #expect(done.runs == 2 && done.kept == scratch.history + ".old")
            #expect(try contents(of: scratch.history + ".old") == before)
            #expect(try HistoryRebuild(scratch.history, from: [scratch.reports]).kept == nil)
        }

        @Test("The log of a process that was killed goes into the old history, not into the new one")
        func log() throws {
            try add(night(0))
            // A connection that stays open keeps the log from being written into the file, as a killed process does.
            let open = try HistoryFile.open(scratch.history)
            try open.read { _ = try Int.fetchOne($0, sql: "SELECT count(*) FROM runs") }
            try add(night(1))
            let copy = scratch.path + "/copy.sqlite"
            for ending in ["", "-wal"] {
                try FileManager.default.copyItem(atPath: scratch.history + ending, toPath: copy + ending)
            }
            try open.close()
            try FileManager.default.removeItem(atPath: scratch.write(night(1)))

            let done = try HistoryRebuild(copy, from: [scratch.reports])
            #expect(done.runs == 1)
            #expect(try HistoryStore(reading: copy).runs().map(\.name) == ["night0-a"])
            #expect(try HistoryStore(reading: copy + ".old").runs().map(\.name) == ["night0-a", "night1-a"])
            #expect(!FileManager.default.fileExists(atPath: copy + ".new"))
        }

        @Test("A folder that is not there is an error, and the history stays")
        func noFolder() throws {
            try add(night(0))
            #expect(throws: HistoryError.self) { try HistoryRebuild(scratch.history, from: ["/nowhere"]) }
            #expect(try HistoryStore(reading: scratch.history).runs().count == 1)
        }
    }
#endif
