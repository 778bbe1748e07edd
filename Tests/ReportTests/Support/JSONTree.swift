@testable import Report

/// A JSON document that tests can change; scalars are kept as their text.
indirect enum JSONTree: Equatable {
    case scalar(String)
    case array([JSONTree])
    case object([Member])

    struct Member: Equatable {
        var name: String
        var value: JSONTree
    }

    init(_ bytes: [UInt8]) throws {
        self.init(try JSONScanner.scan(bytes), 0)
    }

    private init(_ document: JSONDocument, _ index: Int) {
        let token = document.tokens[index]
        switch token.kind {
        case .array: self = .array(document.parts(of: index).map { JSONTree(document, $0) })
        case .object:
            self = .object(
                document.parts(of: index).map {
                    .init(name: document.text(at: $0), value: JSONTree(document, $0 + 1))
                })
        case .null, .boolean, .number, .string, .name:
            self = .scalar(String(decoding: document.bytes[token.bytes], as: UTF8.self))
        }
    }

    /// The document on one line.
    var text: String {
        switch self {
        case .scalar(let text): text
        case .array(let elements): "[" + elements.map(\.text).joined(separator: ",") + "]"
        case .object(let members):
            "{" + members.map { "\"\($0.name)\":\($0.value.text)" }.joined(separator: ",") + "}"
        }
    }

    /// The value at a path of names and indices; nil, and no effect on setting, where there is none.
    /// Setting nil removes the value; setting an absent name adds it.
    subscript(_ path: [String]) -> JSONTree? {
        get {
            guard let first = path.first else { return self }
            let rest = Array(path.dropFirst())
            switch self {
            case .scalar: return nil
            case .array(let elements):
                return Int(first).flatMap { elements.indices.contains($0) ? elements[$0] : nil }?[rest]
            case .object(let members): return members.first { $0.name == first }?.value[rest]
            }
        }
        set {
            guard let first = path.first else {
                if let newValue { self = newValue }
                return
            }
            switch self {
            case .scalar: break
            case .array(var elements):
                guard let index = Int(first), elements.indices.contains(index) else { return }
                var child: JSONTree? = elements[index]
                Self.set(&child, Array(path.dropFirst()), newValue)
                elements.replaceSubrange(index...index, with: child.map { [$0] } ?? [])
                self = .array(elements)
            case .object(var members):
                let index = members.firstIndex { $0.name == first }
                var child = index.map { members[$0].value }
                Self.set(&child, Array(path.dropFirst()), newValue)
                let member = child.map { [Member(name: first, value: $0)] } ?? []
                members.replaceSubrange(
                    index.map { $0..<($0 + 1) } ?? members.endIndex..<members.endIndex, with: member)
                self = .object(members)
            }
        }
    }

    private static func set(_ child: inout JSONTree?, _ path: [String], _ value: JSONTree?) {
        if path.isEmpty { child = value } else { child?[path] = value }
    }

    /// The number of parts; 0 for a scalar.
    var count: Int {
        switch self {
        case .scalar: 0
        case .array(let elements): elements.count
        case .object(let members): members.count
        }
    }

    /// The names or indices of the parts.
    var keys: [String] {
        switch self {
        case .scalar: []
        case .array(let elements): elements.indices.map(String.init)
        case .object(let members): members.map(\.name)
        }
    }
}
