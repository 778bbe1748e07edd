extension JSONNode {
    /// The first name that occurs twice in one object. RFC 8259 leaves its meaning open and readers differ
    /// (Foundation takes the first value, Python the last), so this module refuses it.
    func duplicateName(at path: DocumentPath = .root) -> DocumentPath? {
        switch self {
        case .scalar:
            return nil
        case .array(let elements):
            return elements.enumerated().firstNonNil { $1.duplicateName(at: path.element($0)) }
        case .object(let members):
            var seen: Set<String> = []
            return members.firstNonNil { member in
                let path = path.field(member.name)
                return seen.insert(member.name).inserted ? member.value.duplicateName(at: path) : path
            }
        }
    }

    /// The first field of this document that `known`, the same document written by the model, does not have.
    func firstField(missingIn known: JSONNode, at path: DocumentPath = .root) -> (
        path: DocumentPath, isNull: Bool
    )? {
        switch (self, known) {
        case (.array(let elements), .array(let others)):
            return zip(elements, others).enumerated().firstNonNil { index, pair in
                pair.0.firstField(missingIn: pair.1, at: path.element(index))
            }
        case (.object(let members), .object(let others)):
            let others = Dictionary(
                others.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
            return members.firstNonNil { member in
                let path = path.field(member.name)
                guard let other = others[member.name] else { return (path, member.value.kind == "null") }
                return member.value.firstField(missingIn: other, at: path)
            }
        default:
            return nil
        }
    }
}

extension Sequence {
    fileprivate func firstNonNil<Result>(_ transform: (Element) -> Result?) -> Result? {
        for element in self {
            if let result = transform(element) { return result }
        }
        return nil
    }
}
