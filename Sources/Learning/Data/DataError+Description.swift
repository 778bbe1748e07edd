extension DataError: CustomStringConvertible {
    /// Place, cause and remedy in one sentence.
    public var description: String {
        switch self {
        case .examplesMissing: "the set has no example; give at least one"
        case .classesMissing: "the set has no class; name at least one"
        case .shapeEmpty(let shape): "the shape \(shape) has no element; every dimension must be at least 1"
        case .inputCountDiffers(let expected, let actual):
            "the set has \(actual) numbers, but its labels and shape need \(expected); give one example per label"
        case .labelOutOfRange(let example, let label, let classes):
            "example \(example) has the label \(label); use 0 to \(classes - 1), as there are \(classes) classes"
        case .notFinite(let example, let element, let value):
            "example \(example) holds \(value) at element \(element); leave the example out or repair its source"
        case .fractionOutOfRange(let fraction):
            "the training part cannot be \(fraction) of the examples; use a fraction between 0 and 1"
        case .classTooSmall(let name):
            "class \(name) has one example, which cannot be in both parts; add examples or leave the class out"
        case .channelsDiffer(let expected, let actual):
            "the data have \(actual) channels, but those fitted had \(expected); fit to data of this form"
        case .batchSizeOutOfRange(let size, let examples):
            "a batch of \(size) cannot be taken from \(examples) examples; use 1 to \(examples)"
        case .unreadable(let file, let reason): "\(file) cannot be read: \(reason); check its path and permissions"
        case .compressed(let file): "\(file) is compressed; decompress it first: gunzip \(file)"
        case .formatDiffers(let file, let byte, let found, let expected):
            "\(file), byte \(byte): found \(found) where \(expected) should be; check that this is the right file"
        case .sizeDiffers(let file, let expected, let actual):
            "\(file) has \(actual) bytes, but should have \(expected); download it again"
        case .sizeOverflows(let file, let dimensions):
            "\(file): its header names \(Self.product(dimensions)) elements, beyond 64 bits; download it again"
        case .labelUnknown(let file, let byte, let label, let classes):
            "\(file), byte \(byte): label \(label) names no class; expected 0 to \(classes - 1)"
        case .textInvalid(let file, let line, let column, let cause):
            "\(file), line \(line), column \(column): \(cause)"
        case .columnMissing(let file, let name, let columns):
            "\(file) has no column \(name); it has \(columns.joined(separator: ", "))"
        case .fileCountsDiffer(let file, let count, let other, let otherCount):
            "\(file) has \(count) examples, but \(other) has \(otherCount); take files that belong together"
        }
    }

    private static func product(_ dimensions: [Int]) -> String {
        dimensions.map(String.init).joined(separator: "×")
    }
}

extension TextFault: CustomStringConvertible {
    /// Cause and remedy.
    public var description: String {
        switch self {
        case .notANumber(let text): "'\(text)' is not a number; write one such as -1.5e-3"
        case .notFinite(let text): "'\(text)' is not a finite number in FP32; leave the line out or repair it"
        case .fieldCount(let expected, let actual):
            "found \(actual) field\(actual == 1 ? "" : "s") where \(expected) should be; add or remove fields"
        case .labelUnknown(let text): "'\(text)' names no class; correct it or name its class"
        case .quoteOpen: "a quoted field is not closed; add its closing quote"
        case .quoteMisplaced: "a quote stands within a field; quote the whole field and double the quotes in it"
        case .classInvalid(let text): "'\(text)' is not the next number and a name; number the classes from 1"
        case .notUTF8: "the text is not UTF-8; convert it first: iconv -t UTF-8"
        case .columnRepeated(let name): "column \(name) appears twice; give each column a name of its own"
        case .empty: "there is no example; add lines or take another file"
        }
    }
}
