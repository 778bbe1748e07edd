extension JSONDocument {
    /// The first name that occurs twice in one object. RFC 8259 leaves its meaning open and readers differ
    /// (Foundation takes the first value, Python the last), so this module refuses it.
    func repeatedName(in index: Int = 0) -> Int? {
        var last: String?
        // Nobody needs a set of names that ascend, as those of this program's files do.
        var seen: Set<String>?
        for part in parts(of: index) {
            guard tokens[part].kind == .name else {
                if let found = repeatedName(in: part) { return found }
                continue
            }
            let name = text(at: part)
            if seen == nil, let last, last >= name {
                seen = Set(parts(of: index).prefix { $0 < part }.map(text))
            }
            if seen?.insert(name).inserted == false { return part }
            last = name
            if let found = repeatedName(in: part + 1) { return found }
        }
        return nil
    }

    /// The place of the token at `index`, as Codable writes places.
    func codingPath(to index: Int) -> [any CodingKey] {
        var path: [any CodingKey] = []
        var container = 0
        while container < index {
            for (position, part) in parts(of: container).enumerated() {
                let isName = tokens[part].kind == .name
                container = isName ? part + 1 : part
                if index < tokens[container].next {
                    path.append(isName ? PlaceKey(stringValue: text(at: part)) : PlaceKey(intValue: position))
                    break
                }
            }
        }
        return path
    }

    /// A name or an index, as ``DocumentPath/init(_:)`` tells them apart.
    private struct PlaceKey: CodingKey {
        let stringValue: String
        let intValue: Int?

        init(stringValue: String) {
            self.stringValue = stringValue
            intValue = nil
        }

        init(intValue: Int) {
            stringValue = "Index \(intValue)"
            self.intValue = intValue
        }
    }

    /// What the value at `index` is, in words.
    func kind(at index: Int) -> String {
        switch tokens[index].kind {
        case .null: "null"
        case .boolean: "a truth value"
        case .number: "a number"
        case .string, .name: "a string"
        case .array: "a list"
        case .object: "an object"
        }
    }
}
