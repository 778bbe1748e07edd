/// A text of numbers between spaces, the same count in each line, as UCI HAR's files are.
struct NumberTable {
    /// Numbers of a line.
    let columns: Int
    /// Lines.
    let rows: Int
    /// `rows` × `columns` numbers, a line after the other.
    let values: [Float]

    /// - Parameters:
    ///   - path: of the file.
    ///   - expected: numbers of a line; without, as many as the first line has.
    /// - Throws: ``DataError`` where it cannot be read, is empty, or holds something else.
    init(file path: String, columns expected: Int? = nil) throws(DataError) {
        let lines = try DataFile(path).lines()
        guard let first = lines.first else { throw .textInvalid(file: path, line: 1, column: 1, cause: .empty) }
        let columns = expected ?? max(Self.fields(first).count, 1)
        var values: [Float] = []
        values.reserveCapacity(lines.count * columns)
        for (line, text) in lines.enumerated() {
            let fields = Self.fields(text)
            guard fields.count == columns else {
                throw .textInvalid(
                    file: path, line: line + 1, column: min(columns, fields.count) + 1,
                    cause: .fieldCount(expected: columns, actual: fields.count))
            }
            for (column, field) in fields.enumerated() {
                do {
                    values.append(try field.finiteFloat())
                } catch {
                    throw .textInvalid(file: path, line: line + 1, column: column + 1, cause: error)
                }
            }
        }
        self.columns = columns
        rows = lines.count
        self.values = values
    }

    private static func fields(_ line: String) -> [Substring] {
        let space = UInt8(ascii: " ")
        let tab = UInt8(ascii: "\t")
        return line.utf8.split { $0 == space || $0 == tab }.map { Substring($0) }
    }
}
