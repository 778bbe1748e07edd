#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Reads the structure of a JSON text strictly by RFC 8259.
///
/// Foundation's decoder is no judge of syntax: it lets trailing commas and a byte order mark pass, and it
/// names neither line nor cause of what it refuses.
struct JSONScanner {
    private let bytes: [UInt8]
    private var position = 0
    private var depth = 0

    /// Deeper nesting than any document of this module, and shallow enough for the stack.
    private static let deepest = 128

    /// - Throws: ``SyntaxError`` with the line of the first byte that fits no JSON text.
    static func scan(_ bytes: [UInt8]) throws(SyntaxError) -> JSONNode {
        if bytes.contains(0) || String(validating: bytes, as: UTF8.self) == nil { throw .binary }
        var scanner = JSONScanner(bytes: bytes)
        scanner.skipSpace()
        guard scanner.position < bytes.count else { throw .empty }
        let node = try scanner.value()
        scanner.skipSpace()
        guard scanner.position == bytes.count else {
            throw scanner.unexpected("text after the end of the document")
        }
        return node
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    private mutating func value() throws(SyntaxError) -> JSONNode {
        switch try peek() {
        case UInt8(ascii: "{"): return try nested { scanner throws(SyntaxError) in try scanner.object() }
        case UInt8(ascii: "["): return try nested { scanner throws(SyntaxError) in try scanner.array() }
        case UInt8(ascii: "\""): return .scalar(.string, try string())
        case UInt8(ascii: "t"): return .scalar(.boolean, try word("true"))
        case UInt8(ascii: "f"): return .scalar(.boolean, try word("false"))
        case UInt8(ascii: "n"): return .scalar(.null, try word("null"))
        default: return .scalar(.number, try number())
        }
    }

    private mutating func nested(
        _ body: (inout JSONScanner) throws(SyntaxError) -> JSONNode
    ) throws(SyntaxError) -> JSONNode {
        guard depth < Self.deepest else { throw unexpected("more than \(Self.deepest) nested values") }
        depth += 1
        defer { depth -= 1 }
        position += 1
        skipSpace()
        return try body(&self)
    }

    private mutating func object() throws(SyntaxError) -> JSONNode {
        var members: [JSONNode.Member] = []
        if try take(UInt8(ascii: "}")) { return .object(members) }
        repeat {
            skipSpace()
            guard try peek() == UInt8(ascii: "\"") else { throw unexpected("a name in quotes is missing") }
            let nameBytes = try string()
            skipSpace()
            guard try take(UInt8(ascii: ":")) else { throw unexpected("a colon is missing after a name") }
            skipSpace()
            let value = try value()
            members.append(
                .init(name: Self.text(of: nameBytes, in: bytes), nameBytes: nameBytes, value: value))
            skipSpace()
        } while try take(UInt8(ascii: ","))
        guard try take(UInt8(ascii: "}")) else { throw unexpected("a comma or } is missing") }
        return .object(members)
    }

    private mutating func array() throws(SyntaxError) -> JSONNode {
        var elements: [JSONNode] = []
        if try take(UInt8(ascii: "]")) { return .array(elements) }
        repeat {
            skipSpace()
            elements.append(try value())
            skipSpace()
        } while try take(UInt8(ascii: ","))
        guard try take(UInt8(ascii: "]")) else { throw unexpected("a comma or ] is missing") }
        return .array(elements)
    }

    /// Moves past a string and returns its bytes, quotes included.
    private mutating func string() throws(SyntaxError) -> Range<Int> {
        let start = position
        position += 1
        while try peek() != UInt8(ascii: "\"") {
            guard bytes[position] >= 0x20 else { throw unexpected("a control character in a string") }
            if bytes[position] == UInt8(ascii: "\\") {
                position += 1
                switch try peek() {
                case UInt8(ascii: "u"):
                    for _ in 0..<4 {
                        position += 1
                        guard Character(.init(try peek())).isHexDigit else {
                            throw unexpected("a wrong \\u escape")
                        }
                    }
                case let escape where "\"\\/bfnrt".utf8.contains(escape): break
                default: throw unexpected("an unknown escape in a string")
                }
            }
            position += 1
        }
        position += 1
        return start..<position
    }

    private mutating func number() throws(SyntaxError) -> Range<Int> {
        let start = position
        _ = try take(UInt8(ascii: "-"))
        if try !take(UInt8(ascii: "0")) { try digits() }
        if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
            position += 1
            try digits()
        }
        if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
            position += 1
            let sign = try peek()
            if "+-".utf8.contains(sign) { position += 1 }
            try digits()
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        guard let value = Double(text), value.isFinite else {
            throw unexpected("a number that is too large, \(text)")
        }
        return start..<position
    }

    private mutating func digits() throws(SyntaxError) {
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        guard digits.contains(try peek()) else { throw unexpected("a value is missing or wrong") }
        while position < bytes.count, digits.contains(bytes[position]) { position += 1 }
    }

    private mutating func word(_ word: String) throws(SyntaxError) -> Range<Int> {
        let start = position
        for byte in word.utf8 where try !take(byte) { throw unexpected("a value is missing or wrong") }
        return start..<position
    }

    private func peek() throws(SyntaxError) -> UInt8 {
        guard position < bytes.count else { throw .truncated(line: line) }
        return bytes[position]
    }

    private mutating func take(_ byte: UInt8) throws(SyntaxError) -> Bool {
        guard try peek() == byte else { return false }
        position += 1
        return true
    }

    private mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): position += 1
            default: return
            }
        }
    }

    private var line: Int {
        1 + bytes[..<position].count { $0 == UInt8(ascii: "\n") }
    }

    private func unexpected(_ what: String) -> SyntaxError {
        .unexpected(line: line, what: what)
    }

    /// The text of a string whose quotes are at both ends of `range`, escapes resolved.
    static func text(of range: Range<Int>, in bytes: [UInt8]) -> String {
        let text = bytes[range.dropFirst().dropLast()]
        guard text.contains(UInt8(ascii: "\\")) else { return String(decoding: text, as: UTF8.self) }
        return (try? JSONDecoder().decode(String.self, from: Data(bytes[range])))
            ?? String(decoding: text, as: UTF8.self)
    }
}
