extension Problem {
    private static let wrongValue = "correct the value as the JSON Schema describes it"

    /// Says in a user's words what was refused while a value was decoded.
    init(decoding error: any Error, document: JSONDocument) {
        func path(_ index: Int) -> DocumentPath { DocumentPath(document.codingPath(to: index)) }
        switch error {
        case JSONValueDecoder.Mismatch.missing(let name, in: let object):
            self.init(
                path(object).field(name), "the field is missing", remedy: "add it as the JSON Schema describes it")
        case JSONValueDecoder.Mismatch.kind(at: let index, let type):
            self.init(
                path(index), "\(document.kind(at: index)) stands where \(Self.name(of: type)) belongs",
                remedy: "write \(Self.name(of: type))")
        case JSONValueDecoder.Mismatch.notWhole(at: let index, let limits):
            self.init(path(index), "the number is not a whole one from \(limits)", remedy: Self.wrongValue)
        case DecodingError.dataCorrupted(let context):
            self.init(DocumentPath(context.codingPath), context.debugDescription, remedy: Self.wrongValue)
        default:
            self.init(.root, "\(error)", remedy: Self.wrongValue)
        }
    }

    private static func name(of type: any Any.Type) -> String {
        switch type {
        case is String.Type: "a string"
        case is Bool.Type: "a truth value"
        case is any BinaryInteger.Type: "a whole number"
        case is any BinaryFloatingPoint.Type: "a number"
        case is [Any].Type: "a list"
        default: "an object"
        }
    }
}
