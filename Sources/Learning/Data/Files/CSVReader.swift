/// The records of a CSV file: fields between commas, lines ended by LF or CR LF, a field in double quotes where it
/// holds commas, quotes (doubled) or line ends. Empty lines, and a byte order mark at the start, are left out.
///
/// Source: Y. Shafranovich, "Common Format and MIME Type for Comma-Separated Values (CSV) Files", RFC 4180, 2005.
struct CSVReader {
    /// A line of fields.
    struct Record: Equatable {
        /// Where it starts, from 1.
        let line: Int
        /// Unquoted ones without the spaces around them.
        var fields: [String]
    }

    private let path: String
    private let bytes: [UInt8]
    private var position: Int
    private var line = 1

    /// - Throws: ``DataError`` where the file cannot be read.
    init(file path: String) throws(DataError) {
        self.path = path
        bytes = try DataFile(path).bytes
        position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    /// The next record; nil at the file's end.
    /// - Throws: ``DataError/textInvalid(file:line:column:cause:)`` for a quote in the wrong place, or bytes that are
    ///   not UTF-8.
    mutating func next() throws(DataError) -> Record? {
        while skipLineEnd() {}
        guard position < bytes.count else { return nil }
        var record = Record(line: line, fields: [])
        repeat {
            let column = record.fields.count + 1
            record.fields.append(try peek == UInt8(ascii: "\"") ? quoted(column) : plain(column))
        } while skip(UInt8(ascii: ","))
        return record
    }

    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skip(_ byte: UInt8) -> Bool {
        guard peek == byte else { return false }
        position += 1
        return true
    }

    private mutating func skipLineEnd() -> Bool {
        let start = position
        _ = skip(UInt8(ascii: "\r"))
        if skip(UInt8(ascii: "\n")) {
            line += 1
            return true
        }
        // A CR at the very end of the file ends its line.
        if position > start, position == bytes.count { return true }
        position = start
        return false
    }

    private var isAtFieldEnd: Bool {
        switch peek {
        case nil, UInt8(ascii: ","), UInt8(ascii: "\n"): true
        case UInt8(ascii: "\r"): position + 1 == bytes.count || bytes[position + 1] == UInt8(ascii: "\n")
        default: false
        }
    }

    private mutating func plain(_ column: Int) throws(DataError) -> String {
        let start = position
        while !isAtFieldEnd {
            guard peek != UInt8(ascii: "\"") else { throw invalid(line, column, .quoteMisplaced) }
            position += 1
        }
        var field = bytes[start..<position]
        field = field.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        while let last = field.last, last == UInt8(ascii: " ") || last == UInt8(ascii: "\t") { field.removeLast() }
        return try text(field, column)
    }

    private mutating func quoted(_ column: Int) throws(DataError) -> String {
        let start = line
        var content: [UInt8] = []
        position += 1
        while let byte = peek {
            position += 1
            if byte == UInt8(ascii: "\"") {
                if skip(byte) {
                    content.append(byte)
                    continue
                }
                guard isAtFieldEnd else { throw invalid(line, column, .quoteMisplaced) }
                return try text(content[...], column)
            }
            if byte == UInt8(ascii: "\n") { line += 1 }
            content.append(byte)
        }
        throw invalid(start, column, .quoteOpen)
    }

    private func text(_ field: ArraySlice<UInt8>, _ column: Int) throws(DataError) -> String {
        guard let text = String(validating: field, as: UTF8.self) else { throw invalid(line, column, .notUTF8) }
        return text
    }

    private func invalid(_ line: Int, _ column: Int, _ cause: TextFault) -> DataError {
        .textInvalid(file: path, line: line, column: column, cause: cause)
    }
}
