#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A JSON text and its structure: a token for each value and each name, in the order of the text.
///
/// Codable sees neither a field that nobody asks for nor a name that occurs twice; the tokens show both, and they are
/// what values are decoded from and what the written text is laid out by. They lie in one array, since a report has
/// millions of them.
struct JSONDocument {
    /// A value or a name.
    struct Token {
        enum Kind {
            case null, boolean, number, string, array, object
            /// A member's name; its value is the next token.
            case name

            var hasParts: Bool { self == .array || self == .object }
        }

        let kind: Kind
        /// Whether a string or a name has a backslash.
        let hasEscapes: Bool
        /// The part of the text it covers, quotes and brackets included.
        let bytes: Range<Int>
        /// The index of the token after this one and its parts.
        let next: Int
    }

    /// The text.
    let bytes: [UInt8]
    /// The first is the value of the whole document.
    let tokens: [Token]

    /// The indices of the elements of an array, or of the names of an object's members.
    func parts(of index: Int) -> Parts {
        Parts(tokens: tokens, position: index + 1, end: tokens[index].next)
    }

    struct Parts: Sequence, IteratorProtocol {
        fileprivate let tokens: [Token]
        fileprivate var position: Int
        fileprivate let end: Int

        var isAtEnd: Bool { position == end }

        mutating func next() -> Int? {
            guard !isAtEnd else { return nil }
            defer { position = tokens[tokens[position].kind == .name ? position + 1 : position].next }
            return position
        }
    }

    /// The index of the value of a part: of an element itself, of a name's member.
    func value(at part: Int) -> Int {
        tokens[part].kind == .name ? part + 1 : part
    }

    /// The text of the string or name at `index`, escapes resolved.
    func text(at index: Int) -> String {
        let token = tokens[index]
        if token.hasEscapes, let text = try? JSONDecoder().decode(String.self, from: Data(bytes[token.bytes])) {
            return text
        }
        return String(decoding: bytes[token.bytes].dropFirst().dropLast(), as: UTF8.self)
    }

    /// The first name of an object's members that is `name`, between one of these names and another or the end.
    func firstName(_ name: String, from first: Int, to end: Int) -> Int? {
        var name = name
        return name.withUTF8 { text in
            var candidate = first
            while candidate < end {
                if isName(at: candidate, text) { return candidate }
                candidate = tokens[candidate + 1].next
            }
            return nil
        }
    }

    private func isName(at index: Int, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
        let token = tokens[index]
        if token.hasEscapes { return text(at: index) == String(decoding: name, as: UTF8.self) }
        guard name.count == token.bytes.count - 2 else { return false }
        return name.indices.allSatisfy { name[$0] == bytes[token.bytes.lowerBound + 1 + $0] }
    }

    /// The index of the value of the document's member `name`; nil where there is none or the document is no object.
    func member(_ name: String) -> Int? {
        guard tokens[0].kind == .object else { return nil }
        return firstName(name, from: 1, to: tokens.count).map { $0 + 1 }
    }
}
