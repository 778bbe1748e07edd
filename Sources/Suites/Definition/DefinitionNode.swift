import Foundation
import Yams

/// A value of a YAML definition that knows its place, so that whatever is wrong with it can be named by file, line
/// and field.
struct DefinitionNode {
    let node: Node
    let file: String
    let field: String

    /// The document at `path`.
    /// - Throws: ``DefinitionError`` where it cannot be read or is not YAML.
    static func document(_ text: String, file: String) throws -> DefinitionNode {
        do {
            guard let node = try Yams.compose(yaml: text) else {
                throw DefinitionError(
                    file: file, field: "", cause: "the file is empty", remedy: "see suites/README.md for its form")
            }
            return DefinitionNode(node: node, file: file, field: "")
        } catch let error as YamlError {
            throw DefinitionError(error, file: file)
        }
    }

    /// An error at this place.
    func error(_ cause: String, remedy: String) -> DefinitionError {
        DefinitionError(file: file, line: node.mark?.line, field: field, cause: cause, remedy: remedy)
    }

    // MARK: Mappings

    /// The mapping with its keys checked.
    /// - Parameters:
    ///   - required: keys that must be there.
    ///   - optional: keys that may be.
    func mapping(required: [String], optional: [String] = []) throws -> DefinitionMapping {
        var values: [String: DefinitionNode] = [:]
        for (key, value) in try mapping() {
            guard required.contains(key) || optional.contains(key) else {
                throw value.error(
                    "unknown key '\(key)'", remedy: "known here: \((required + optional).joined(separator: ", "))")
            }
            values[key] = value
        }
        for key in required where values[key] == nil {
            throw error("'\(key)' is missing", remedy: "add it")
        }
        return DefinitionMapping(owner: self, values: values)
    }

    /// Whether it is a mapping, where a scalar may stand as well.
    var isMapping: Bool { node.mapping != nil }

    /// The value of one key, where it decides which others there may be.
    func value(_ key: String) throws -> DefinitionNode {
        guard let value = try mapping().first(where: { $0.key == key })?.value else {
            throw error("'\(key)' is missing", remedy: "add it")
        }
        return value
    }

    /// The mapping's pairs in the order of the file.
    func mapping() throws -> [(key: String, value: DefinitionNode)] {
        guard let mapping = node.mapping else {
            throw error("expected key: value pairs, found \(kind)", remedy: "write KEY: VALUE lines")
        }
        return try mapping.map { key, value in
            guard let key = key.string else {
                throw error("a key is not a text", remedy: "write KEY: VALUE lines")
            }
            return (key, DefinitionNode(node: value, file: file, field: field.isEmpty ? key : "\(field).\(key)"))
        }
    }

    // MARK: Lists and scalars

    /// The list's elements.
    /// - Parameter count: how many there must be; nil for any number but none.
    func list(count: Int? = nil) throws -> [DefinitionNode] {
        guard let sequence = node.sequence else {
            throw error("expected a list, found \(kind)", remedy: "write [A, B] or - A lines")
        }
        if let count, sequence.count != count {
            throw error("expected \(count) elements, found \(sequence.count)", remedy: "write exactly \(count)")
        }
        guard !sequence.isEmpty else { throw error("the list is empty", remedy: "name at least one element") }
        return sequence.enumerated().map { index, node in
            DefinitionNode(node: node, file: file, field: "\(field)[\(index)]")
        }
    }

    /// A text.
    func text() throws -> String {
        guard let text = node.scalar?.string, !text.isEmpty else {
            throw error("expected a text, found \(kind)", remedy: "write a word or a quoted sentence")
        }
        return text
    }

    /// A name that can stand in a case id: letters, digits and `-_./`.
    func name() throws -> String {
        let text = try text()
        guard text.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "-_./".contains($0)) }) else {
            throw error("'\(text)' cannot be a name", remedy: "use letters, digits and - _ . / alone")
        }
        return text
    }

    /// A whole number in `range`.
    func whole(in range: ClosedRange<Int> = 1...Int.max) throws -> Int {
        guard let number = node.int else {
            throw error("expected a whole number, found \(kind)", remedy: "write digits alone")
        }
        guard range.contains(number) else {
            let bounds =
                range.upperBound == Int.max
                ? "at least \(range.lowerBound)" : "from \(range.lowerBound) to \(range.upperBound)"
            throw error("\(number) is out of range", remedy: "a whole number, \(bounds), is wanted")
        }
        return number
    }

    /// A number above 0 and up to a million.
    func positive() throws -> Double {
        guard let number = node.float, number > 0, number <= 1e6 else {
            throw error("expected a number above 0 and up to a million, found \(kind)", remedy: "write one such as 0.5")
        }
        return number
    }

    /// One of the choices of `Choice`, by its raw value.
    func choice<Choice: RawRepresentable & CaseIterable>(_ type: Choice.Type = Choice.self) throws -> Choice
    where Choice.RawValue == String {
        let text = try text()
        guard let choice = Choice(rawValue: text) else {
            throw error(
                "'\(text)' is not known here",
                remedy: "one of \(Choice.allCases.map(\.rawValue).joined(separator: ", ")) is wanted")
        }
        return choice
    }

    // MARK: Rules of all definitions

    /// Refuses a definition of another suite.
    func require(suite name: String) throws {
        guard try text() == name else { throw error("this is not \(name)", remedy: "write suite: \(name)") }
    }

    /// Refuses names that are given twice.
    static func refuseTwice(_ nodes: [DefinitionNode], names: [String]) throws {
        var seen: Set<String> = []
        for (node, name) in zip(nodes, names) where !seen.insert(name).inserted {
            throw node.error("'\(name)' is given twice", remedy: "rename or remove one of the two")
        }
    }

    private var kind: String {
        switch node {
        case .mapping: "key: value pairs"
        case .sequence: "a list"
        case .scalar(let scalar): scalar.string.isEmpty ? "nothing" : "'\(scalar.string)'"
        case .alias: "an alias"
        }
    }
}

/// A mapping whose keys are known to be right.
struct DefinitionMapping {
    let owner: DefinitionNode
    fileprivate let values: [String: DefinitionNode]

    /// The value of a required key.
    subscript(key: String) -> DefinitionNode {
        get throws {
            guard let value = values[key] else { throw owner.error("'\(key)' is missing", remedy: "add it") }
            return value
        }
    }

    /// The value of a key that may be missing.
    func optional(_ key: String) -> DefinitionNode? { values[key] }
}

extension DefinitionError {
    /// The parser's own complaint, with the line it names.
    fileprivate init(_ error: YamlError, file: String) {
        let remedy = "mend the YAML there"
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            self.init(file: file, line: mark.line, field: "", cause: problem, remedy: remedy)
        case .duplicatedKeysInMapping(let duplicates, let context):
            self.init(
                file: file, line: context.mark.line, field: "",
                cause: "the key '\(duplicates.sorted().joined(separator: "', '"))' stands twice in one mapping",
                remedy: "keep one of them")
        default:
            self.init(file: file, line: nil, field: "", cause: "\(error)", remedy: remedy)
        }
    }
}
