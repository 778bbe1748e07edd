#if SQLite
    import Foundation
    import GRDB
    import Report
    import Statistics
    import TestSupport
    import Testing

    @testable import History

    /// Files that no longer are what was written, and systems that refuse to write more.
    @Suite("Damaged histories")
    struct DamageTests {
        private let scratch: ScratchFolder

        init() throws {
            scratch = try ScratchFolder()
            var made = MadeUpReport()
            for night in 0..<20 {
                made.night = night
                for index in 0..<40 { made.cases["w\(index):v"] = ["time": 1, "sqnr": 3, "memory.peak": 5] }
                try scratch.write(made)
            }
            _ = try HistoryRebuild(scratch.history, from: [scratch.reports])
        }

        /// Everything a user can ask of a history.
        private func use() throws {
            let store = try HistoryStore(writing: scratch.history)
            _ = try store.runs()
            _ = try store.caseIDs()
            try store.forEachCase { _ in }
            _ = try store.add(ReportFile(reading: scratch.write(MadeUpReport(night: 30, cases: ["w1:v": ["time": 1]]))))
        }

        private func damage(_ change: (inout Data) -> Void) throws {
            let url = URL(fileURLWithPath: scratch.history)
            var bytes = try Data(contentsOf: url)
            change(&bytes)
            try bytes.write(to: url)
        }

        private func expectRebuildable() throws {
            do {
                try use()
                Issue.record("the damage was not seen")
            } catch let error as HistoryError {
                #expect(error.kind == .data, "\(error)")
                #expect("\(error)".contains(scratch.history) && "\(error)".contains("bench track rebuild"), "\(error)")
            }
            #expect(try HistoryRebuild(scratch.history, from: [scratch.reports]).failed.isEmpty)
            try use()
        }

        @Test func anIntactFileIsFine() throws { try use() }

        @Test func emptied() throws {
            try damage { $0 = Data() }
            try expectRebuildable()
        }

        @Test func noDatabase() throws {
            try damage { $0 = Data("This is a text, and longer than the header of a database of SQLite is. ".utf8) }
            try expectRebuildable()
            #expect(FileManager.default.fileExists(atPath: scratch.history + ".old"), "what it was, nobody knows")
        }

        @Test func wrongHeader() throws {
            try damage { $0.replaceSubrange(0..<16, with: Data("SQLite format 9\0".utf8)) }
            try expectRebuildable()
        }

        @Test func cutOff() throws {
            try damage { $0 = $0.prefix($0.count / 2) }
            try expectRebuildable()
        }

        @Test func aPageOfZeros() throws {
            try damage {
                let start = $0.count / 2 / 4096 * 4096
                $0.replaceSubrange(start..<start + 4096, with: Data(count: 4096))
            }
            try expectRebuildable()
        }

        @Test("Random bytes anywhere never end the program: they are seen, or change figures alone")
        func randomBytes() throws {
            var generator = SeededGenerator(for: "randomBytes")
            let whole = try Data(contentsOf: URL(fileURLWithPath: scratch.history))
            var seen = 0
            for _ in 0..<60 {
                try whole.write(to: URL(fileURLWithPath: scratch.history))
                let length = Int.random(in: 1...5_000, using: &generator)
                let start = Int.random(in: 0..<whole.count - length, using: &generator)
                let noise = Data((0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) })
                try damage { $0.replaceSubrange(start..<start + length, with: noise) }
                do { try use() } catch let error as HistoryError { seen += error.kind == .data ? 1 : 0 }
            }
            #expect(seen > 20)
        }

        @Test("A database of another program, and other versions, are told from damage and left alone")
        func foreign() throws {
            let other = scratch.path + "/other.sqlite"
            let queue = try DatabaseQueue(path: other)
            try queue.write { try $0.execute(sql: "CREATE TABLE songs (name TEXT)") }
            try queue.close()
            #expect(throws: HistoryError.foreign(file: other)) { try HistoryStore(writing: other) }

            for (version, remedy) in [(2, "use the newer program"), (0, "bench track rebuild")] {
                let queue = try DatabaseQueue(path: scratch.history)
                try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA user_version = \(version)") }
                try queue.close()
                do {
                    try use()
                    Issue.record("version \(version) was taken")
                } catch let error as HistoryError {
                    #expect(error.kind == .data && "\(error)".contains(remedy), "\(error)")
                }
            }
        }

        @Test("A full disk is told from damage, and nothing of the report is there")
        func full() throws {
            let before = try contents(of: scratch.history)
            do {
                let store = try HistoryStore(writing: scratch.history)
                try store.queue.writeWithoutTransaction { database in
                    let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
                    try database.execute(sql: "PRAGMA max_page_count = \(pages)")
                }
                var made = MadeUpReport(night: 40)
                for index in 0..<2_000 { made.cases["new\(index):v"] = ["time": 1] }
                _ = try store.add(ReportFile(reading: scratch.write(made)))
                Issue.record("2,000 cases fit into no page")
            } catch let error as HistoryError {
                #expect(error.kind == .inputOutput && "\(error)".contains("free some space"), "\(error)")
            }
            #expect(try contents(of: scratch.history) == before)
        }

        @Test("Figures of runs or metrics that are not there are damage")
        func dangling() throws {
            let queue = try DatabaseQueue(path: scratch.history)
            try queue.writeWithoutTransaction { database in
                try database.execute(sql: "PRAGMA foreign_keys = OFF; DELETE FROM runs WHERE name = 'night3-a'")
            }
            try queue.close()
            try expectRebuildable()
        }
    }
#endif
