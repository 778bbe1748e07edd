/// An array in the IDX format, in which MNIST comes: two zero bytes, a type, the number of dimensions, the dimensions
/// as big-endian 32-bit numbers, then the elements in row-major order, big-endian.
///
/// Source: Y. LeCun, C. Cortes, C. J. C. Burges, "The MNIST database of handwritten digits", section on file formats.
public struct IDXArray: Sendable {
    /// Type of an element, as the third byte says it.
    public enum Element: UInt8, CaseIterable, Sendable {
        /// 0 to 255.
        case unsignedByte = 0x08
        /// −128 to 127.
        case signedByte = 0x09
        /// Two's complement.
        case int16 = 0x0B
        /// Two's complement.
        case int32 = 0x0C
        /// IEEE 754.
        case float32 = 0x0D
        /// IEEE 754.
        case float64 = 0x0E

        /// Bytes of an element.
        public var size: Int {
            switch self {
            case .unsignedByte, .signedByte: 1
            case .int16: 2
            case .int32, .float32: 4
            case .float64: 8
            }
        }
    }

    /// Type of the elements.
    public let element: Element
    /// Sizes, the slowest first; at least one.
    public let dimensions: [Int]
    /// Number of elements.
    public let count: Int
    private let bytes: [UInt8]

    /// Where the elements start in the file.
    public var offset: Int { 4 + 4 * dimensions.count }

    /// Reads a file whole.
    /// - Throws: ``DataError`` where it cannot be read, is no IDX file, or has more or fewer bytes than its header
    ///   says.
    public init(file path: String) throws(DataError) {
        let file = try DataFile(path)
        let magic = try file.bigEndian32(at: 0)
        guard magic >> 16 == 0 else {
            throw .formatDiffers(
                file: path, byte: 0, found: Self.hexadecimal(magic >> 16, digits: 4),
                expected: "the two zero bytes of an IDX file")
        }
        guard let element = Element(rawValue: UInt8(magic >> 8 & 0xFF)) else {
            let known = Element.allCases.map { Self.hexadecimal(Int($0.rawValue), digits: 2) }
            throw .formatDiffers(
                file: path, byte: 2, found: Self.hexadecimal(magic >> 8 & 0xFF, digits: 2),
                expected: "an element's type (\(known.joined(separator: ", ")))")
        }
        guard magic & 0xFF > 0 else {
            throw .formatDiffers(file: path, byte: 3, found: "0 dimensions", expected: "1 to 255")
        }
        var dimensions: [Int] = []
        for dimension in 0..<magic & 0xFF { dimensions.append(try file.bigEndian32(at: 4 + 4 * dimension)) }
        let offset = 4 + 4 * dimensions.count
        guard let count = Self.product(dimensions), let size = Self.product([count, element.size]),
            case let (expected, overflows) = offset.addingReportingOverflow(size), !overflows
        else { throw .sizeOverflows(file: path, dimensions: dimensions) }
        guard file.bytes.count == expected else {
            throw .sizeDiffers(file: path, expected: "\(expected)", actual: file.bytes.count)
        }
        self.element = element
        self.dimensions = dimensions
        self.count = count
        bytes = file.bytes
    }

    /// An element, from 0 in row-major order; exact for each type.
    public subscript(index: Int) -> Double {
        precondition(index >= 0 && index < count, "there is no element \(index) among \(count)")
        let start = offset + index * element.size
        var word: UInt64 = 0
        for place in start..<start + element.size { word = word << 8 | UInt64(bytes[place]) }
        return switch element {
        case .unsignedByte: Double(word)
        case .signedByte: Double(Int8(truncatingIfNeeded: word))
        case .int16: Double(Int16(truncatingIfNeeded: word))
        case .int32: Double(Int32(truncatingIfNeeded: word))
        case .float32: Double(Float(bitPattern: UInt32(truncatingIfNeeded: word)))
        case .float64: Double(bitPattern: word)
        }
    }

    private static func product(_ factors: [Int]) -> Int? {
        // A zero may stand behind what overflows.
        if factors.contains(0) { return 0 }
        var product = 1
        for factor in factors {
            let (next, overflows) = product.multipliedReportingOverflow(by: factor)
            if overflows { return nil }
            product = next
        }
        return product
    }

    private static func hexadecimal(_ value: Int, digits: Int) -> String {
        let text = String(value, radix: 16, uppercase: true)
        return "0x" + String(repeating: "0", count: max(digits - text.count, 0)) + text
    }
}
