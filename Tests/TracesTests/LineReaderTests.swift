import Foundation
import Quantities
import Statistics
import TestSupport
import Testing

@testable import Traces

@Suite("Lines of traces")
struct LineReaderTests {
    private func lines(_ text: String) throws -> (lines: [String], isCut: Bool) {
        let tree = try MadeUpTree(["lines": text])
        var reader = try LineReader(tree.path("lines"))
        var lines: [String] = []
        while let line = try reader.next() { lines.append(String(decoding: line, as: UTF8.self)) }
        #expect(reader.number == lines.count)
        return (lines, reader.isCut)
    }

    @Test("Ends of lines, of files, and a byte order mark")
    func ends() throws {
        for text in ["a\nb\n", "a\r\nb\r\n", "\u{FEFF}a\nb\n"] {
            #expect(try lines(text) == (["a", "b"], false))
        }
        #expect(try lines("a\n\nb") == (["a", ""], true))
        #expect(try lines("") == ([], false))
        #expect(try lines("\u{FEFF}") == ([], false))
        #expect(try lines("x") == ([], true))
    }

    @Test("Lines across blocks")
    func blocks() throws {
        var random = SeededGenerator(for: #function)
        let lengths = (0..<400).map { _ in random.integer(below: 20_000) }
        let expected = lengths.map { String(repeating: "\($0 % 10)", count: $0) }
        #expect(try lines(expected.map { $0 + "\n" }.joined()) == (expected, false))
    }

    @Test("A file without line ends is refused after one line's length")
    func endless() throws {
        // More than a block.
        let long = String(repeating: "0", count: 3 << 20)
        for text in [long, "Timestamp(ms),Current(uA)\n" + long, long + "\n1,2\n"] {
            let file = try TraceFile(text)
            let line = text.first == "T" ? 2 : 1
            #expect(
                file.complaint { $0.voltage = Volts(1) }
                    == "FILE:\(line): the line is longer than 65536 bytes; give a trace with a sample a line")
        }
    }

    @Test("What cannot be read names the system's cause")
    func unreadable() throws {
        let tree = try MadeUpTree(["a": ""])
        #expect(throws: TraceError.unreadable(file: tree.path("b"), number: ENOENT)) {
            try Trace(reading: tree.path("b"), TraceRequest())
        }
        #expect(throws: TraceError.unreadable(file: tree.root, number: EISDIR)) {
            try Trace(reading: tree.root, TraceRequest())
        }
        #expect(TraceError.unreadable(file: "b", number: ENOENT).kind == .inputOutput)
    }
}
