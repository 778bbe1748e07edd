/// A table of plain text, its columns aligned by the width a terminal gives them.
public struct TextTable: Sendable {
    /// Where text stands in its column.
    public enum Alignment: Sendable {
        case leading, trailing
    }

    /// A column's heading, and how its cells are aligned.
    public struct Column: Sendable {
        /// The heading.
        public var title: String
        /// Where heading and cells stand.
        public var alignment: Alignment

        /// A column without cells yet.
        public init(_ title: String, _ alignment: Alignment = .leading) {
            self.title = title
            self.alignment = alignment
        }
    }

    /// A text and its meaning.
    public struct Cell: Sendable, ExpressibleByStringInterpolation {
        /// One line of text.
        public var text: String
        /// How a terminal shows it.
        public var style: TextStyle

        /// A cell; line breaks become spaces, and control characters are replaced.
        public init(_ text: String, _ style: TextStyle = .plain) {
            self.text = TextWidth.printable(text)
            self.style = style
        }

        /// A plain cell.
        public init(stringLiteral text: String) {
            self.init(text)
        }
    }

    /// Space between columns.
    private static let gap = 2
    /// Columns are not made narrower than this to fit a terminal.
    private static let narrowest = 6

    private let columns: [Column]
    private let rows: [[Cell]]

    /// - Parameter rows: cells in the order of the columns; missing ones are empty, further ones are dropped.
    public init(columns: [Column], rows: [[Cell]]) {
        self.columns = columns
        self.rows = rows.map { row in
            columns.indices.map { row.indices.contains($0) ? row[$0] : "" }
        }
    }

    /// Heading, rule and rows, without spaces at line ends.
    /// - Parameters:
    ///   - width: what the terminal has; the widest columns are cut to fit, nil for no limit.
    ///   - colours: whether cells show their style by escape sequences.
    public func lines(width: Int? = nil, colours: Bool = false) -> [String] {
        let widths = widths(within: width)
        let heading = columns.map { Cell($0.title, .strong) }
        let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ")
        return [line(heading, widths, colours)] + [rule] + rows.map { line($0, widths, colours) }
    }

    private func widths(within limit: Int?) -> [Int] {
        var widths = columns.indices.map { index in
            rows.reduce(TextWidth.of(columns[index].title)) { max($0, TextWidth.of($1[index].text)) }
        }
        guard let limit else { return widths }
        var excess = widths.reduce(0, +) + Self.gap * (widths.count - 1) - limit
        while excess > 0, let widest = widths.indices.max(by: { widths[$0] < widths[$1] }),
            widths[widest] > Self.narrowest
        {
            widths[widest] -= 1
            excess -= 1
        }
        return widths
    }

    private func line(_ cells: [Cell], _ widths: [Int], _ colours: Bool) -> String {
        var line = ""
        var pending = 0
        for (index, cell) in cells.enumerated() {
            let text = TextWidth.fitted(cell.text, into: widths[index])
            let space = widths[index] - TextWidth.of(text)
            let before = columns[index].alignment == .trailing ? space : 0
            pending += before
            if !text.isEmpty {
                line += String(repeating: " ", count: pending) + (colours ? cell.style.coloured(text) : text)
                pending = 0
            } else {
                pending += TextWidth.of(text)
            }
            pending += space - before + Self.gap
        }
        return line
    }
}
