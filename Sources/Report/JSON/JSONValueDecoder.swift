/// A value of a document, as Codable reads it.
///
/// Foundation's decoder builds a tree of its own, which took most of the time of reading a report, and does not tell
/// which members it has left unread.
struct JSONValueDecoder: Decoder {
    /// The document, and the names of members that were read.
    final class Reading {
        let document: JSONDocument
        /// For each token: whether it is the name of a member that a value was decoded of.
        fileprivate(set) var isRead: [Bool]

        init(_ document: JSONDocument) {
            self.document = document
            isRead = Array(repeating: false, count: document.tokens.count)
        }

        /// The first name of a member that nobody asked for, or that is null.
        var firstUnread: Int? {
            isRead.indices.first { !isRead[$0] && document.tokens[$0].kind == .name }
        }
    }

    /// What a value is not that it was asked to be.
    enum Mismatch: Error {
        /// The value at an index is of another kind than a type is written as.
        case kind(at: Int, asked: any Any.Type)
        /// The number at an index is none of an integer type.
        case notWhole(at: Int, limits: String)
        /// The object at an index has no such member.
        case missing(String, in: Int)
    }

    let reading: Reading
    let index: Int

    var userInfo: [CodingUserInfoKey: Any] { [:] }

    var codingPath: [any CodingKey] { reading.document.codingPath(to: index) }

    private var kind: JSONDocument.Token.Kind { reading.document.tokens[index].kind }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard kind == .object else { throw Mismatch.kind(at: index, asked: [String: Any].self) }
        return KeyedDecodingContainer(JSONMembers(of: self))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard kind == .array else { throw Mismatch.kind(at: index, asked: [Any].self) }
        return JSONElements(of: self)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer { self }

    /// All members of an object by their names.
    fileprivate func members<Value: Decodable>() throws -> [String: Value] {
        guard kind == .object else { throw Mismatch.kind(at: index, asked: [String: Any].self) }
        var members: [String: Value] = [:]
        for name in reading.document.parts(of: index) {
            reading.isRead[name] = true
            members[reading.document.text(at: name)] =
                try JSONValueDecoder(reading: reading, index: name + 1).value(Value.self)
        }
        return members
    }

    /// The value as `type`. Most types are no scalars, which is quickly seen by what stands here.
    fileprivate func value<Value: Decodable>(_ type: Value.Type) throws -> Value {
        kind.hasParts || (kind == .string && type != String.self) ? try Value(from: self) : try decode(type)
    }
}

extension JSONValueDecoder: SingleValueDecodingContainer {
    func decodeNil() -> Bool { kind == .null }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        let scalar: Any =
            switch type {
            case is String.Type: try string()
            case is Double.Type: try double()
            case is Float.Type: Float(try double())
            case is Bool.Type: try boolean()
            case let type as any FixedWidthInteger.Type: try whole(type)
            default: try Value(from: self)
            }
        guard let value = scalar as? Value else { throw Mismatch.kind(at: index, asked: type) }
        return value
    }

    func decode(_ type: String.Type) throws -> String { try string() }
    func decode(_ type: Double.Type) throws -> Double { try double() }
    func decode(_ type: Bool.Type) throws -> Bool { try boolean() }
    func decode(_ type: Int.Type) throws -> Int { try whole(type) }

    private func string() throws -> String {
        guard kind == .string else { throw Mismatch.kind(at: index, asked: String.self) }
        return reading.document.text(at: index)
    }

    private func boolean() throws -> Bool {
        guard kind == .boolean else { throw Mismatch.kind(at: index, asked: Bool.self) }
        return reading.document.bytes[reading.document.tokens[index].bytes.lowerBound] == UInt8(ascii: "t")
    }

    private func double() throws -> Double {
        guard kind == .number, let value = Double(number) else { throw Mismatch.kind(at: index, asked: Double.self) }
        return value
    }

    /// A whole number; `1.0` and `1e3` are some too, as long as they are exact in floating point.
    private func whole<Number: FixedWidthInteger>(_ type: Number.Type) throws -> Number {
        guard kind == .number else { throw Mismatch.kind(at: index, asked: type) }
        if let value = Number(number) { return value }
        guard let value = Double(number), value.magnitude < 0x1p53, let value = Number(exactly: value) else {
            throw Mismatch.notWhole(at: index, limits: "\(Number.min) to \(Number.max)")
        }
        return value
    }

    private var number: String {
        String(decoding: reading.document.bytes[reading.document.tokens[index].bytes], as: UTF8.self)
    }
}

// The conformances synthesised in this module pick this overload instead of the standard library's, which looks each
// name up again: a report has tens of thousands of dictionaries.
extension KeyedDecodingContainer {
    func decode<Value: Decodable>(_ type: [String: Value].Type, forKey key: Key) throws -> [String: Value] {
        let decoder = try superDecoder(forKey: key)
        guard let object = decoder as? JSONValueDecoder else { return try type.init(from: decoder) }
        return try object.members()
    }
}

/// The members of an object.
private final class JSONMembers<Key: CodingKey>: KeyedDecodingContainerProtocol {
    private let object: JSONValueDecoder
    /// The name after the one found last: members are mostly asked for in their order.
    private var nearest: Int

    init(of object: JSONValueDecoder) {
        self.object = object
        nearest = object.index + 1
    }

    var codingPath: [any CodingKey] { object.codingPath }

    var allKeys: [Key] {
        object.reading.document.parts(of: object.index).compactMap {
            Key(stringValue: object.reading.document.text(at: $0))
        }
    }

    func contains(_ key: Key) -> Bool { find(key.stringValue) != nil }

    func decodeNil(forKey key: Key) throws -> Bool { try value(of: key.stringValue).decodeNil() }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try read(key).value(type)
    }

    func decode(_ type: String.Type, forKey key: Key) throws -> String { try read(key).decode(type) }
    func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try read(key).decode(type) }
    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try read(key).decode(type) }
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try read(key).decode(type) }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> {
        try read(key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try read(key).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder { try read("super") }
    func superDecoder(forKey key: Key) throws -> any Decoder { try read(key.stringValue) }

    private func read(_ key: Key) throws -> JSONValueDecoder { try read(key.stringValue) }

    private func read(_ name: String) throws -> JSONValueDecoder {
        let value = try value(of: name)
        object.reading.isRead[value.index - 1] = true
        return value
    }

    private func value(of name: String) throws -> JSONValueDecoder {
        guard let found = find(name) else { throw JSONValueDecoder.Mismatch.missing(name, in: object.index) }
        return JSONValueDecoder(reading: object.reading, index: found + 1)
    }

    private func find(_ name: String) -> Int? {
        let document = object.reading.document
        let end = document.tokens[object.index].next
        let found =
            document.firstName(name, from: nearest, to: end)
            ?? document.firstName(name, from: object.index + 1, to: nearest)
        if let found { nearest = document.tokens[found + 1].next }
        return found
    }
}

/// The elements of an array.
private struct JSONElements: UnkeyedDecodingContainer {
    private let array: JSONValueDecoder
    private var rest: JSONDocument.Parts
    private(set) var currentIndex = 0

    init(of array: JSONValueDecoder) {
        self.array = array
        rest = array.reading.document.parts(of: array.index)
    }

    var codingPath: [any CodingKey] { array.codingPath }
    var count: Int? { array.reading.document.parts(of: array.index).reduce(0) { count, _ in count + 1 } }
    var isAtEnd: Bool { rest.isAtEnd }

    mutating func decodeNil() throws -> Bool {
        var ahead = self
        guard try ahead.next().decodeNil() else { return false }
        self = ahead
        return true
    }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try next().value(type) }
    mutating func decode(_ type: Double.Type) throws -> Double { try next().decode(type) }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type
    ) throws -> KeyedDecodingContainer<Nested> {
        try next().container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { try next().unkeyedContainer() }

    mutating func superDecoder() throws -> any Decoder { try next() }

    private mutating func next() throws -> JSONValueDecoder {
        guard let element = rest.next() else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: codingPath, debugDescription: "the list has no element \(currentIndex)"))
        }
        currentIndex += 1
        return JSONValueDecoder(reading: array.reading, index: element)
    }
}
