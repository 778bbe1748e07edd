import Quantities

/// The first line of a trace, parted into columns.
struct Header {
    /// A column's heading.
    struct Column: Equatable {
        /// As it stands in the file.
        let text: String
        /// Without its unit.
        let name: String
        /// In parentheses or brackets behind the name.
        let unit: String?
    }

    let file: String
    let line: Int
    /// The whole line.
    let text: String
    /// Whether it begins with `#`, which belongs to no column.
    let isComment: Bool
    let delimiter: UInt8
    let columns: [Column]

    /// - Parameter delimiters: the one that occurs most parts the columns.
    init(file: String, line: Int, text: String, delimiters: [UInt8] = Array(",;\t".utf8)) {
        (self.file, self.line, self.text) = (file, line, text)
        isComment = text.first == "#"
        let headings = isComment ? text.dropFirst() : text[...]
        let counts = delimiters.map { delimiter in headings.utf8.count { $0 == delimiter } }
        let most = counts.max() ?? 0
        delimiter = zip(delimiters, counts).first { $0.1 == most }?.0 ?? UInt8(ascii: ",")
        var parts = headings.utf8.split(separator: delimiter, omittingEmptySubsequences: false)
            .map { Column(String(Substring($0))) }
        // Some tools end each line with a delimiter.
        if parts.count > 1, parts.last?.text.isEmpty == true { parts.removeLast() }
        columns = parts
    }

    /// The factor that turns numbers of a column into SI units.
    /// - Parameter unit: what the user says it is; where he does not, the heading must.
    /// - Throws: ``TraceError/wrongUnit(file:line:column:unit:dimension:known:)``.
    func factor<Dimension: PhysicalDimension>(
        of column: Column, as dimension: Dimension.Type, unit: String? = nil
    ) throws(TraceError) -> Double {
        let found = unit ?? column.unit ?? ""
        guard let factor = Dimension.units[found], unit == nil || column.unit == nil || unit == column.unit else {
            // Of several spellings, the one that is printed.
            let known = Dimension.units.keys.filter { !$0.hasPrefix("u") && !$0.hasPrefix("\u{3BC}") }
                .sorted { (Dimension.units[$0] ?? 0, $0) > (Dimension.units[$1] ?? 0, $1) }
            throw .wrongUnit(
                file: file, line: line, column: column.text, unit: found, dimension: Dimension.name, known: known)
        }
        return factor
    }

    /// The place of the only column that fits; nil where none does.
    /// - Throws: ``TraceError/ambiguous(file:line:quantity:columns:)`` for several.
    func only(_ quantity: String, _ fits: (Column) -> Bool) throws(TraceError) -> Int? {
        let places = columns.indices.filter { fits(columns[$0]) }
        if places.count > 1 {
            throw .ambiguous(file: file, line: line, quantity: quantity, columns: places.map { columns[$0].text })
        }
        return places.first
    }

    func missing(_ wanted: String) -> TraceError {
        .missingColumn(file: file, line: line, wanted: wanted, found: columns.map(\.text))
    }
}

extension Header.Column {
    /// `Current(uA)`, `I main [mA]`, `time`.
    init(_ heading: String) {
        text = heading.trimming { $0 == " " || $0 == "\"" }
        let pairs: [Character: Character] = [")": "(", "]": "["]
        if let last = text.last, let opening = pairs[last], let start = text.lastIndex(of: opening) {
            name = text[..<start].description.trimming { $0 == " " }
            unit = text[text.index(after: start)...].dropLast().description.trimming { $0 == " " }
        } else {
            (name, unit) = (text, nil)
        }
    }
}

extension String {
    /// Without such characters at its ends.
    func trimming(_ isPadding: (Character) -> Bool) -> String {
        guard let first = firstIndex(where: { !isPadding($0) }), let last = lastIndex(where: { !isPadding($0) }) else {
            return ""
        }
        return String(self[first...last])
    }
}
