extension TensorFileError: CustomStringConvertible {
    /// Place, cause and remedy in one sentence.
    public var description: String {
        switch self {
        case .unreadable(let file, let reason): "\(file) cannot be read: \(reason); check its path and permissions"
        case .unwritable(let file, let reason):
            "\(file) cannot be written: \(reason); check its folder, permissions and the space there"
        case .tooShort(let file, let byteCount):
            "\(file) has \(byteCount) bytes, but the length of a header takes 8; \(Self.again)"
        case .headerTooLong(let file, let length, let limit):
            """
            \(file): its header would have \(length) bytes, but the format allows \(limit); check that it is a \
            safetensors file
            """
        case .headerPastEnd(let file, let length, let byteCount):
            "\(file) has \(byteCount) bytes, but its header ends at \(8 + length); \(Self.again)"
        case .headerInvalid(let file, let byte, let found, let expected):
            "\(file), byte \(byte): found \(found) where \(expected) should be; check that it is a safetensors file"
        case .nameRepeated(let file, let name):
            "\(file): the name \(quoted(name)) appears twice; give each tensor and text a name of its own"
        case .nameReserved(let file, let name):
            "\(file): no tensor can be called \(quoted(name)), which the format keeps for itself; give it another name"
        case .elementUnknown(let file, let tensor, let element):
            """
            \(file): tensor \(quoted(tensor)) has the type \(quoted(element)); save it as one of \
            \(TensorElement.allCases.map(\.rawValue).joined(separator: ", "))
            """
        case .fieldUnknown(let file, let tensor, let field):
            """
            \(file): tensor \(quoted(tensor)) has a field \(quoted(field)), which the format does not have; leave dtype, shape \
            and data_offsets alone
            """
        case .fieldMissing(let file, let tensor, let field):
            "\(file): tensor \(quoted(tensor)) has no \(field); \(Self.mend)"
        case .offsetCount(let file, let tensor, let count):
            "\(file): tensor \(quoted(tensor)) has \(count) data_offsets; give its start and its end"
        case .offsetsReversed(let file, let tensor, let start, let end):
            "\(file): tensor \(quoted(tensor)) starts at \(start) and ends before, at \(end); \(Self.mend)"
        case .offsetsPastEnd(let file, let tensor, let end, let byteCount):
            """
            \(file): tensor \(quoted(tensor)) ends at byte \(end) behind the header, but there are \(byteCount); \
            \(Self.again)
            """
        case .overlap(let file, let tensor, let other):
            "\(file): tensor \(quoted(tensor)) shares bytes with \(quoted(other)); \(Self.mend)"
        case .gap(let file, let tensor, let byteCount):
            """
            \(file): \(byteCount) bytes before tensor \(quoted(tensor)) belong to none; \(Self.mend)
            """
        case .trailingBytes(let file, let byteCount):
            "\(file): \(byteCount) bytes behind the last tensor belong to none; cut them off, or \(Self.mend)"
        case .shapeInvalid(let file, let tensor, let shape):
            """
            \(file): tensor \(quoted(tensor)) has the shape \(text(shape)), whose elements cannot be counted in 64 bits; \
            give it dimensions from 0
            """
        case .sizeDiffers(let file, let tensor, let element, let shape, let expected, let actual):
            """
            \(file): tensor \(quoted(tensor)) has \(actual) bytes, but \(element.rawValue) \(text(shape)) takes \
            \(expected); \(Self.mend)
            """
        case .notFinite(let file, let tensor, let element, let value):
            """
            \(file): tensor \(quoted(tensor)) holds \(value) at element \(element); train again from a state without it, \
            or repair it
            """
        case .tensorMissing, .notFloat, .narrowing, .tooLarge, .tensorSurplus, .shapeDiffers, .layoutUnknown,
            .layoutUnsaid, .orderUnknown, .stepsAlike, .notFP32:
            descriptionOfUse
        }
    }

    private static let again = "copy or download it again"
    private static let mend = "mend the program that wrote it"

    /// Characters of a name that are shown: one from a broken header may have millions.
    private static let shown = 80

    /// A name of somebody else's, on one line.
    func quoted(_ name: String) -> String {
        let start = name.prefix(Self.shown)
        let line = String(start.map { $0.isNewline ? " " : $0 })
        return "'\(line)\(start.endIndex == name.endIndex ? "" : "…")'"
    }

    /// `[3, 4]`.
    func text(_ shape: [Int]) -> String {
        "[\(shape.map(String.init).joined(separator: ", "))]"
    }
}
