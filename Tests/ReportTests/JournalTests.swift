import TestSupport
import Statistics
import Foundation
import Testing

@testable import Report

@Suite struct JournalTests {
    struct Header: Codable, Equatable, Sendable {
        var suite: String
        var seed: UInt64
    }

    struct Group: Codable, Equatable, Sendable {
        var name: String
        var cases: [Report.Case]
        var rounds: [String: [Double]]
    }

    private typealias Partial = Journal<Header, Group>
    private typealias Writer = JournalWriter<Header, Group>

    private let path = FileManager.default.temporaryDirectory.appending(
        path: "journal-\(UUID().uuidString).jsonl"
    ).path
    private let header = Header(suite: "int8-fp32", seed: .max)
    private let groups = (0..<3).map { index in
        Group(
            name: "group \(index)", cases: ExampleReport.small.cases,
            rounds: ["a": [1.5, 0.1 + 0.2], "b": []])
    }

    private func writeAll() throws -> [UInt8] {
        let writer = try Writer(creating: path, header: header)
        for group in groups { try writer.append(group) }
        return Array(try Data(contentsOf: URL(filePath: path)))
    }

    private func replace(_ bytes: some Sequence<UInt8>) throws {
        try Data(bytes).write(to: URL(filePath: path))
    }

    @Test func whatIsAppendedIsReadBack() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        let bytes = try writeAll()
        #expect(bytes.count { $0 == UInt8(ascii: "\n") } == 4)
        let journal = try Partial.read(path)
        #expect(journal.header == header)
        #expect(journal.entries == groups)
        #expect(journal.tornLine == nil)
    }

    /// A process that is killed leaves any beginning of the file.
    @Test func anyBeginningKeepsEveryWholeLine() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        let bytes = try writeAll()
        let firstLine = try #require(bytes.firstIndex(of: UInt8(ascii: "\n"))) + 1
        var generator = SeededGenerator(for: "torn lines")
        for _ in 0..<60 {
            let count = Int.random(in: firstLine...bytes.count, using: &generator)
            try replace(bytes.prefix(count))
            let lines = bytes.prefix(count).count { $0 == UInt8(ascii: "\n") }
            let isTorn = bytes[count - 1] != UInt8(ascii: "\n")
            let journal = try Partial.read(path)
            #expect(journal.entries == Array(groups.prefix(lines - 1)), "cut off after \(count) bytes")
            #expect(journal.tornLine == (isTorn ? lines + 1 : nil), "cut off after \(count) bytes")

            let writer = try Writer(continuing: journal, at: path)
            for group in groups.dropFirst(lines - 1) { try writer.append(group) }
            #expect(
                Array(try Data(contentsOf: URL(filePath: path))) == bytes, "continued after \(count) bytes")
        }
    }

    @Test func damageElsewhereNamesTheLine() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        let lines = try writeAll().split(separator: UInt8(ascii: "\n")).map(Array.init)
        func error(_ change: (inout [[UInt8]]) -> Void) throws -> ReportError? {
            var changed = lines
            change(&changed)
            try replace(changed.flatMap { $0 + [UInt8(ascii: "\n")] })
            do {
                _ = try Partial.read(path)
                return nil
            } catch {
                return error
            }
        }
        #expect(try error { $0[2].removeLast() } == .damagedLine(file: path, line: 3, cause: "it is no JSON"))
        #expect(
            try error { $0[1] = Array("{\"name\": 1}".utf8) }?.description.contains("line 2 is damaged: ")
                == true)
        #expect(
            try error { $0.insert([], at: 2) } == .damagedLine(file: path, line: 3, cause: "it is no JSON"))
        #expect(try error { $0[3] = lines[0] }?.description.contains("line 4 is damaged") == true)
        #expect(
            try error { $0[0] = Array("{\"schema\": \"edge-bench.report/1\"}".utf8) }
                == .foreign(file: path, schema: "edge-bench.report/1", expected: "edge-bench.journal/1"))
        #expect(
            try error { $0 = [Array("{}".utf8)] }
                == .foreign(file: path, schema: nil, expected: "edge-bench.journal/1"))
        #expect(try error { _ in } == nil)
    }

    @Test func aJournalWithoutAWholeFirstLineIsNone() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        try replace([])
        #expect(throws: ReportError.notJSON(file: path, reason: .empty)) { try Partial.read(path) }
        try replace(Array("{\"schema\"".utf8))
        #expect(throws: ReportError.notJSON(file: path, reason: .truncated(line: 1))) {
            try Partial.read(path)
        }
    }

    @Test func aJournalIsNeverOverwritten() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        let bytes = try writeAll()
        #expect(throws: ReportError.self) { _ = try Writer(creating: path, header: header) }
        #expect(Array(try Data(contentsOf: URL(filePath: path))) == bytes)
    }

    /// A lock belongs to an open file, so two writers of one process conflict as those of two processes do.
    @Test func twoWritersNeverShareAJournal() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        let held = ReportError.unwritable(file: path, cause: .init(number: EWOULDBLOCK))
        #expect(held.description.hasSuffix("; another run is writing it, wait for it or stop it"))
        func write(_ writer: consuming Writer, _ index: Int) throws {
            // What the other writer would cut off, were it let in.
            let torn = Array("{\"name\":".utf8)
            let handle = try FileHandle(forWritingTo: URL(filePath: path))
            try handle.seekToEnd()
            try handle.write(contentsOf: torn)
            try handle.close()
            let before = try Data(contentsOf: URL(filePath: path))
            let journal = try Partial.read(path)
            #expect(throws: held) { _ = try Writer(continuing: journal, at: path) }
            #expect(try Data(contentsOf: URL(filePath: path)) == before)
            try replace(before.dropLast(torn.count))
            try writer.append(groups[index])
        }
        try write(Writer(creating: path, header: header), 0)
        try write(Writer(continuing: Partial.read(path), at: path), 1)
        #expect(try Partial.read(path).entries.map(\.name) == ["group 0", "group 1"])
    }

    @Test func anEntryThatCannotBeWrittenLeavesNoTrace() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        let bytes = try writeAll()
        let writer = try Writer(continuing: Partial.read(path), at: path)
        var group = groups[0]
        group.rounds["a"] = [.nan]
        #expect(throws: ReportError.notFinite(field: "rounds.a[0]")) { try writer.append(group) }
        #expect(Array(try Data(contentsOf: URL(filePath: path))) == bytes)
    }
}
