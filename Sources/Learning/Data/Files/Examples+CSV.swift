import Models

extension Examples {
    /// The examples of a CSV file, one a line: numbers, which become channels, and a label.
    /// - Parameters:
    ///   - path: of the file.
    ///   - header: whether the first line names the columns; else they are named by their numbers, from 1.
    ///   - label: the column that names the class; without, the last.
    ///   - classes: names in the order of their labels, which files that belong together must share; without, those
    ///     that appear, sorted as numbers where all are, else as texts.
    /// - Throws: ``DataError``, a column being the number of a field, from 1.
    public init(
        csv path: String, header: Bool = true, label: String? = nil, classes: [String]? = nil
    ) throws(DataError) {
        var reader = try CSVReader(file: path)
        guard let first = try reader.next() else {
            throw .textInvalid(file: path, line: 1, column: 1, cause: .empty)
        }
        let names = header ? first.fields : first.fields.indices.map { "\($0 + 1)" }
        let target = try Self.labelColumn(of: path, names: names, line: first.line, label: label)
        var record = header ? try reader.next() : first
        var inputs: [Float] = []
        var labels: [(text: String, line: Int)] = []
        while let current = record {
            guard current.fields.count == names.count else {
                throw .textInvalid(
                    file: path, line: current.line, column: min(names.count, current.fields.count) + 1,
                    cause: .fieldCount(expected: names.count, actual: current.fields.count))
            }
            for (column, field) in current.fields.enumerated() where column != target {
                do {
                    inputs.append(try field.finiteFloat())
                } catch {
                    throw .textInvalid(file: path, line: current.line, column: column + 1, cause: error)
                }
            }
            labels.append((current.fields[target], current.line))
            record = try reader.next()
        }
        guard !labels.isEmpty else {
            throw .textInvalid(file: path, line: first.line + 1, column: 1, cause: .empty)
        }
        let order = classes ?? Self.sorted(Set(labels.map(\.text)))
        let places = Dictionary(order.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        var numbers: [Int] = []
        for label in labels {
            guard let number = places[label.text] else {
                throw .textInvalid(
                    file: path, line: label.line, column: target + 1, cause: .labelUnknown(label.text))
            }
            numbers.append(number)
        }
        try self.init(
            shape: ImageShape(height: 1, width: 1, channels: names.count - 1), classes: order, inputs: inputs,
            labels: numbers)
    }

    private static func labelColumn(
        of path: String, names: [String], line: Int, label: String?
    ) throws(DataError) -> Int {
        for (column, name) in names.enumerated() where names[..<column].contains(name) {
            throw .textInvalid(file: path, line: line, column: column + 1, cause: .columnRepeated(name))
        }
        guard names.count > 1 else {
            throw .textInvalid(file: path, line: line, column: 2, cause: .fieldCount(expected: 2, actual: 1))
        }
        guard let label else { return names.count - 1 }
        guard let column = names.firstIndex(of: label) else {
            throw .columnMissing(file: path, name: label, columns: names)
        }
        return column
    }

    private static func sorted(_ names: Set<String>) -> [String] {
        let numbers = names.compactMap { name in Double(name).map { (name, $0) } }
        return numbers.count == names.count ? numbers.sorted { ($0.1, $0.0) < ($1.1, $1.0) }.map(\.0) : names.sorted()
    }
}
