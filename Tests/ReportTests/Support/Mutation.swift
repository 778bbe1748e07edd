/// A random change of a JSON document at a random place.
struct Mutation {
    let name: String
    let document: JSONTree

    /// What may stand where something else was.
    private static let replacements = [
        "null", "true", "\"\"", "\"word\"", "\"a:b\"", "0", "-1", "1.5", "7", "1e300", "9223372036854775808",
        "[]",
        "{}", "[1]", "[1,2,3]", "[2,1]", "[\"a\",\"a\"]", "{\"unit\":\"s\"}",
    ]

    static func random(of document: JSONTree, using generator: inout some RandomNumberGenerator) -> Mutation {
        while true {
            let path = randomPath(in: document, using: &generator)
            var changed = document
            let name = change(&changed, at: path, using: &generator)
            if changed != document {
                return Mutation(name: "\(path.joined(separator: "/")): \(name)", document: changed)
            }
        }
    }

    /// Goes down from the root and stops at each step with a probability, so that rare fields are met as
    /// often as those of the many metrics.
    private static func randomPath(
        in document: JSONTree, using generator: inout some RandomNumberGenerator
    ) -> [String] {
        var path: [String] = []
        while let key = document[path]?.keys.randomElement(using: &generator) {
            path.append(key)
            if Int.random(in: 0..<5, using: &generator) == 0 { break }
        }
        return path
    }

    private static func change(
        _ document: inout JSONTree, at path: [String], using generator: inout some RandomNumberGenerator
    ) -> String {
        switch (Int.random(in: 0..<8, using: &generator), document[path]) {
        case (0, _):
            document[path] = nil
            return "removed"
        case (1, .object):
            document[path + ["unknown"]] = .scalar("1")
            return "a field added"
        case (1, .array(let elements)), (2, .array(let elements)):
            document[path] = .array(elements + elements.suffix(1))
            return "the last element twice"
        case (3, .array(let elements)):
            document[path] = .array(elements.reversed())
            return "reversed"
        case (4, .array(let elements)):
            document[path] = .array(elements.dropLast())
            return "the last element dropped"
        case (1...3, .scalar(let text)) where Double(text) != nil:
            document[path] = .scalar(text.hasPrefix("-") ? String(text.dropFirst()) : "-" + text)
            return "negated"
        case (1...3, .scalar(let text)) where text.hasPrefix("\""):
            document[path] = .scalar("\"" + text.dropFirst(2))
            return "the first letter dropped"
        case (2, .object(var members)) where !members.isEmpty:
            members[Int.random(in: members.indices, using: &generator)].name = "renamed"
            document[path] = .object(members)
            return "a field renamed"
        default:
            let text = replacements.randomElement(using: &generator) ?? "null"
            document[path] = try? JSONTree(Array(text.utf8))
            return "replaced by \(text)"
        }
    }
}
