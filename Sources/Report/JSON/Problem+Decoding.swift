extension Problem {
    /// Says in a user's words what Codable refused.
    /// - Parameter node: the structure of the document, to name what stands at the place.
    init(decoding error: any Error, node: JSONNode) {
        guard let error = error as? DecodingError else {
            self.init(.root, "a number fits no field", remedy: "write whole numbers where counts are meant")
            return
        }
        switch error {
        case .keyNotFound(let key, let context):
            self.init(
                DocumentPath(context.codingPath + [key]), "the field is missing",
                remedy: "add it as the JSON Schema describes it")
        case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
            let found = node.value(at: context.codingPath)?.kind ?? "nothing"
            self.init(
                DocumentPath(context.codingPath), "\(found) stands where \(Self.name(of: type)) belongs",
                remedy: "write \(Self.name(of: type))")
        case .dataCorrupted(let context):
            self.init(
                DocumentPath(context.codingPath), context.debugDescription,
                remedy: "correct the value as the JSON Schema describes it")
        @unknown default:
            self.init(.root, "\(error)", remedy: "correct the value as the JSON Schema describes it")
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
