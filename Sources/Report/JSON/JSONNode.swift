/// The structure of a JSON text: where its values stand and how they nest, in the order of the text.
///
/// Codable sees neither a field that nobody asks for nor a name that occurs twice; this tree shows both, and
/// it is what the written text is laid out from.
indirect enum JSONNode {
    /// A value without parts, and the bytes it covers.
    case scalar(Scalar, Range<Int>)
    case array([JSONNode])
    case object([Member])

    enum Scalar: Equatable {
        case null, boolean, number, string
    }

    /// A name and its value.
    struct Member {
        /// The name, escapes resolved.
        let name: String
        /// The bytes of the name, quotes included.
        let nameBytes: Range<Int>
        let value: JSONNode
    }

    /// What the value is, in words.
    var kind: String {
        switch self {
        case .scalar(.null, _): "null"
        case .scalar(.boolean, _): "a truth value"
        case .scalar(.number, _): "a number"
        case .scalar(.string, _): "a string"
        case .array: "a list"
        case .object: "an object"
        }
    }

    /// The first member called `name`; nil where there is none or this is no object.
    func member(_ name: String) -> JSONNode? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    /// The value that a decoder's path leads to.
    func value(at path: [any CodingKey]) -> JSONNode? {
        path.reduce(self) { (node: JSONNode?, key) in
            switch node {
            case .array(let elements):
                key.intValue.flatMap { elements.indices.contains($0) ? elements[$0] : nil }
            case .object: node?.member(key.stringValue)
            default: nil
            }
        }
    }
}
