/// Reads the structure of a JSON text strictly by RFC 8259.
///
/// Foundation's decoder is no judge of syntax: it lets trailing commas and a byte order mark pass, and it
/// names neither line nor cause of what it refuses.
struct JSONScanner {
    private let bytes: [UInt8]
    private var tokens: [JSONDocument.Token] = []
    private var position = 0
    private var depth = 0

    /// Deeper nesting than any document of this module, and shallow enough for the stack.
    private static let deepest = 128

    /// - Throws: ``SyntaxError`` with the line of the first byte that fits no JSON text.
    static func scan(_ bytes: [UInt8]) throws(SyntaxError) -> JSONDocument {
        if bytes.contains(0) || String(validating: bytes, as: UTF8.self) == nil { throw .binary }
        var scanner = JSONScanner(bytes: bytes)
        scanner.skipSpace()
        guard scanner.position < bytes.count else { throw .empty }
        try scanner.value()
        scanner.skipSpace()
        guard scanner.position == bytes.count else {
            throw scanner.unexpected("text after the end of the document")
        }
        return JSONDocument(bytes: bytes, tokens: scanner.tokens)
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
        // Reports have a value or name every 11 bytes.
        tokens.reserveCapacity(bytes.count / 10)
    }

    private mutating func value() throws(SyntaxError) {
        switch try peek() {
        case UInt8(ascii: "{"): try nested(.object) { scanner throws(SyntaxError) in try scanner.members() }
        case UInt8(ascii: "["): try nested(.array) { scanner throws(SyntaxError) in try scanner.elements() }
        case UInt8(ascii: "\""): try string(.string)
        case UInt8(ascii: "t"): try word("true", .boolean)
        case UInt8(ascii: "f"): try word("false", .boolean)
        case UInt8(ascii: "n"): try word("null", .null)
        default: try number()
        }
    }

    private mutating func append(_ kind: JSONDocument.Token.Kind, from start: Int, hasEscapes: Bool = false) {
        tokens.append(
            .init(kind: kind, hasEscapes: hasEscapes, bytes: start..<position, next: tokens.count + 1))
    }

    private mutating func nested(
        _ kind: JSONDocument.Token.Kind, parts: (inout JSONScanner) throws(SyntaxError) -> Void
    ) throws(SyntaxError) {
        guard depth < Self.deepest else { throw unexpected("more than \(Self.deepest) nested values") }
        let (start, index) = (position, tokens.count)
        append(kind, from: start)
        depth += 1
        position += 1
        skipSpace()
        try parts(&self)
        depth -= 1
        tokens[index] = .init(kind: kind, hasEscapes: false, bytes: start..<position, next: tokens.count)
    }

    private mutating func members() throws(SyntaxError) {
        if try take(UInt8(ascii: "}")) { return }
        repeat {
            skipSpace()
            guard try peek() == UInt8(ascii: "\"") else { throw unexpected("a name in quotes is missing") }
            try string(.name)
            skipSpace()
            guard try take(UInt8(ascii: ":")) else { throw unexpected("a colon is missing after a name") }
            skipSpace()
            try value()
            skipSpace()
        } while try take(UInt8(ascii: ","))
        guard try take(UInt8(ascii: "}")) else { throw unexpected("a comma or } is missing") }
    }

    private mutating func elements() throws(SyntaxError) {
        if try take(UInt8(ascii: "]")) { return }
        repeat {
            skipSpace()
            try value()
            skipSpace()
        } while try take(UInt8(ascii: ","))
        guard try take(UInt8(ascii: "]")) else { throw unexpected("a comma or ] is missing") }
    }

    private mutating func string(_ kind: JSONDocument.Token.Kind) throws(SyntaxError) {
        let start = position
        var hasEscapes = false
        position += 1
        while try peek() != UInt8(ascii: "\"") {
            guard bytes[position] >= 0x20 else { throw unexpected("a control character in a string") }
            if bytes[position] == UInt8(ascii: "\\") {
                hasEscapes = true
                position += 1
                switch try peek() {
                case UInt8(ascii: "u"): try unicodeEscape()
                case let escape where "\"\\/bfnrt".utf8.contains(escape): break
                default: throw unexpected("an unknown escape in a string")
                }
            }
            position += 1
        }
        position += 1
        append(kind, from: start, hasEscapes: hasEscapes)
    }

    /// Moves from the `u` of an escape to its last digit; of a surrogate pair, to that of its second half.
    private mutating func unicodeEscape() throws(SyntaxError) {
        let unit = try hexadecimal()
        if UTF16.isTrailSurrogate(unit) { throw unexpected("half a surrogate pair in a string") }
        guard UTF16.isLeadSurrogate(unit) else { return }
        for byte in "\\u".utf8 {
            position += 1
            guard try peek() == byte else { throw unexpected("half a surrogate pair in a string") }
        }
        guard UTF16.isTrailSurrogate(try hexadecimal()) else {
            throw unexpected("half a surrogate pair in a string")
        }
    }

    /// The four digits after the current byte.
    private mutating func hexadecimal() throws(SyntaxError) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            position += 1
            guard let digit = Character(.init(try peek())).hexDigitValue else { throw unexpected("a wrong \\u escape") }
            unit = unit << 4 | UInt16(digit)
        }
        return unit
    }

    private mutating func number() throws(SyntaxError) {
        let start = position
        _ = try take(UInt8(ascii: "-"))
        if try !take(UInt8(ascii: "0")) { try digits() }
        if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
            position += 1
            try digits()
        }
        let hasExponent = position < bytes.count && bytes[position] | 0x20 == UInt8(ascii: "e")
        if hasExponent {
            position += 1
            let sign = try peek()
            if "+-".utf8.contains(sign) { position += 1 }
            try digits()
        }
        // What has no exponent and fewer digits than the largest number is finite.
        if hasExponent || position - start > 300 {
            let text = String(decoding: bytes[start..<position], as: UTF8.self)
            guard let value = Double(text), value.isFinite else {
                throw unexpected("a number that is too large, \(text)")
            }
        }
        append(.number, from: start)
    }

    private mutating func digits() throws(SyntaxError) {
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        guard digits.contains(try peek()) else { throw unexpected("a value is missing or wrong") }
        while position < bytes.count, digits.contains(bytes[position]) { position += 1 }
    }

    private mutating func word(_ word: String, _ kind: JSONDocument.Token.Kind) throws(SyntaxError) {
        let start = position
        for byte in word.utf8 where try !take(byte) { throw unexpected("a value is missing or wrong") }
        append(kind, from: start)
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
}
