import Models

/// Why data cannot be learned from.
public enum DataError: Error, Equatable, Sendable {
    // MARK: Sets

    /// No example at all.
    case examplesMissing
    /// No class at all.
    case classesMissing
    /// A dimension below 1.
    case shapeEmpty(ImageShape)
    /// More or fewer numbers than examples of the shape have.
    case inputCountDiffers(expected: Int, actual: Int)
    /// A label that names no class.
    case labelOutOfRange(example: Int, label: Int, classes: Int)
    /// A number that is infinite or NaN.
    case notFinite(example: Int, element: Int, value: Float)
    /// A split that leaves one part empty.
    case fractionOutOfRange(Double)
    /// A class with one example, which cannot be split.
    case classTooSmall(name: String)
    /// A standardisation fitted to data of another form.
    case channelsDiffer(expected: Int, actual: Int)
    /// A batch with no example or more than there are.
    case batchSizeOutOfRange(size: Int, examples: Int)

    // MARK: Files

    /// A file that cannot be read.
    case unreadable(file: String, reason: String)
    /// A file that gzip has compressed.
    case compressed(file: String)
    /// Bytes that are not the format's.
    case formatDiffers(file: String, byte: Int, found: String, expected: String)
    /// A file with more or fewer bytes than its format or its own header says.
    case sizeDiffers(file: String, expected: String, actual: Int)
    /// A header whose numbers multiply beyond 64 bits.
    case sizeOverflows(file: String, dimensions: [Int])
    /// A label in a binary file that names no class.
    case labelUnknown(file: String, byte: Int, label: Int, classes: Int)
    /// What cannot be understood in a text.
    case textInvalid(file: String, line: Int, column: Int, cause: TextFault)
    /// A CSV file without the column that was named.
    case columnMissing(file: String, name: String, columns: [String])
    /// Two files that tell of different numbers of examples.
    case fileCountsDiffer(file: String, count: Int, other: String, otherCount: Int)
}

/// What is wrong at a place in a text.
public enum TextFault: Error, Equatable, Sendable {
    /// Something else than a number.
    case notANumber(String)
    /// A number that is infinite, NaN, or too large for FP32.
    case notFinite(String)
    /// More or fewer fields than the lines before have, or the format says.
    case fieldCount(expected: Int, actual: Int)
    /// A label that no class has.
    case labelUnknown(String)
    /// A quoted field without its closing quote.
    case quoteOpen
    /// A quote within a field that is not quoted, or text after a closing quote.
    case quoteMisplaced
    /// A line of `activity_labels.txt` that is not the next number and a name.
    case classInvalid(String)
    /// A byte sequence that is not UTF-8.
    case notUTF8
    /// A column's name that another has already.
    case columnRepeated(String)
    /// A file that ends before its first example.
    case empty
}
