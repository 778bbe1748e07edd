import TestSupport
import Statistics
import Testing

@testable import Rendering

@Suite struct TextTableTests {
    private static let alphabet = Array("abc xyz 0123456789 µ×▲é日本語😀e\u{301}")

    private func randomTable(_ generator: inout some RandomNumberGenerator) -> (TextTable, [[String]]) {
        let columns = (0..<Int.random(in: 1...6, using: &generator)).map { index in
            TextTable.Column("c\(index)", index.isMultiple(of: 2) ? .leading : .trailing)
        }
        // Cells begin and end with a mark, so that their place can be seen.
        let rows = (0..<Int.random(in: 0...8, using: &generator)).map { _ in
            columns.map { _ in
                let length = Int.random(in: 0...12, using: &generator)
                return "<"
                    + String((0..<length).map { _ in Self.alphabet.randomElement(using: &generator) ?? "a" })
                    + ">"
            }
        }
        return (TextTable(columns: columns, rows: rows.map { $0.map { .init($0) } }), rows)
    }

    /// In every line a column's cells start (or end) at the same place.
    @Test func columnsAreAligned() throws {
        var generator = SeededGenerator(for: "alignment")
        for _ in 0..<300 {
            let (table, rows) = randomTable(&generator)
            let lines = table.lines()
            let rule = lines[1].split(separator: "  ").map(\.count)
            for (row, line) in zip(rows, lines.dropFirst(2)) {
                var rest = Substring(line)
                for (index, cell) in row.enumerated() {
                    let before = String(
                        repeating: " ", count: index.isMultiple(of: 2) ? 0 : rule[index] - TextWidth.of(cell))
                    let after = String(
                        repeating: " ", count: index.isMultiple(of: 2) ? rule[index] - TextWidth.of(cell) : 0)
                    let expected = before + cell + (index == row.count - 1 ? "" : after + "  ")
                    #expect(rest.hasPrefix(expected), "\(line)")
                    rest = rest.dropFirst(expected.count)
                }
                #expect(rest.isEmpty)
            }
        }
    }

    @Test func noLineIsWiderThanTheTerminal() {
        var generator = SeededGenerator(for: "widths")
        for _ in 0..<300 {
            let (table, _) = randomTable(&generator)
            for line in table.lines(width: 60) { #expect(TextWidth.of(line) <= 60, "\(line)") }
        }
    }

    @Test func coloursChangeNoPlace() {
        let table = TextTable(
            columns: [.init("a"), .init("b", .trailing), .init("c")],
            rows: [["x", .init("1", .good), .init("y", .bad)], [.init("long", .faint), "", "z"]])
        #expect(
            table.lines() == [
                "a     b  c", "────  ─  ─", "x     1  y", "long     z",
            ])
        let plain = table.lines(colours: true).map { line in
            line.replacing(/\u{1B}\[[0-9]+m/, with: "")
        }
        #expect(plain == table.lines())
        #expect(table.lines(colours: true)[2].contains("\u{1B}[32m1\u{1B}[0m"))
        #expect(!table.lines().joined().contains("\u{1B}"))
    }

    @Test func cellsCannotSteerTheTerminal() {
        let table = TextTable(columns: [.init("a")], rows: [[.init("red\u{1B}[31m\nnext\u{7}")]])
        #expect(table.lines()[2] == "red\u{FFFD}[31m next\u{FFFD}")
    }

    @Test func widthsAreThoseOfTerminals() {
        #expect(TextWidth.of("µs") == 2)
        #expect(TextWidth.of("日本") == 4)
        #expect(TextWidth.of("e\u{301}") == 1)
        #expect(TextWidth.of("😀") == 2)
        #expect(TextWidth.fitted("workload", into: 5) == "work…")
        #expect(TextWidth.fitted("日本語", into: 4) == "日…")
    }
}
