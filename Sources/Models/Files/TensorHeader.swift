/// The header of a safetensors file.
struct TensorHeader {
    /// What it says about a tensor.
    struct Entry {
        let name: String
        let element: TensorElement
        let shape: [Int]
        /// From the end of the header, in bytes.
        let start: Int
        /// One past the last byte.
        let end: Int
    }

    /// In the order of the header.
    private(set) var entries: [Entry] = []
    private(set) var metadata: [String: String] = [:]

    /// - Throws: ``TensorFileError`` for bytes that are no header, a name used twice, and fields or types that are unknown.
    init(_ bytes: [UInt8], file: String) throws(TensorFileError) {
        var scanner = HeaderScanner(bytes, file: file)
        var entries: [Entry] = []
        var metadata: [String: String] = [:]
        try scanner.object { scanner, name throws(TensorFileError) in
            if name == TensorFile.metadataKey {
                try scanner.object { scanner, key throws(TensorFileError) in metadata[key] = try scanner.string() }
            } else {
                entries.append(try Entry(name, &scanner, file: file))
            }
        }
        try scanner.end()
        self.entries = entries
        self.metadata = metadata
    }

    /// Refuses tensors that do not lie one after the other, from the first byte to the last.
    /// - Parameter byteCount: bytes behind the header.
    func checkPlaces(byteCount: Int, file: String) throws(TensorFileError) {
        var end = 0
        var previous = ""
        // A tensor without elements comes before the one that starts at the same byte.
        for entry in entries.sorted(by: { ($0.start, $0.end) < ($1.start, $1.end) }) {
            guard entry.start <= entry.end else {
                throw .offsetsReversed(file: file, tensor: entry.name, start: entry.start, end: entry.end)
            }
            guard entry.end <= byteCount else {
                throw .offsetsPastEnd(file: file, tensor: entry.name, end: entry.end, byteCount: byteCount)
            }
            guard entry.start >= end else { throw .overlap(file: file, tensor: entry.name, other: previous) }
            guard entry.start == end else {
                throw .gap(file: file, tensor: entry.name, byteCount: entry.start - end)
            }
            end = entry.end
            previous = entry.name
        }
        guard end == byteCount else { throw .trailingBytes(file: file, byteCount: byteCount - end) }
    }
}

extension TensorHeader.Entry {
    fileprivate init(_ name: String, _ scanner: inout HeaderScanner, file: String) throws(TensorFileError) {
        var element: TensorElement?
        var shape: [Int]?
        var offsets: (start: Int, end: Int)?
        try scanner.object { scanner, field throws(TensorFileError) in
            switch field {
            case "dtype":
                let type = try scanner.string()
                element = TensorElement(rawValue: type)
                if element == nil { throw .elementUnknown(file: file, tensor: name, element: type) }
            case "shape": shape = try scanner.numbers()
            case "data_offsets":
                let numbers = try scanner.numbers()
                guard numbers.count == 2 else {
                    throw .offsetCount(file: file, tensor: name, count: numbers.count)
                }
                offsets = (numbers[0], numbers[1])
            default: throw .fieldUnknown(file: file, tensor: name, field: field)
            }
        }
        guard let element else { throw .fieldMissing(file: file, tensor: name, field: "dtype") }
        guard let shape else { throw .fieldMissing(file: file, tensor: name, field: "shape") }
        guard let offsets else { throw .fieldMissing(file: file, tensor: name, field: "data_offsets") }
        (self.name, self.element, self.shape) = (name, element, shape)
        (start, end) = offsets
    }
}
