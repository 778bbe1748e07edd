#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// JSON that matches a type exactly: nothing unknown, nothing missing, nothing twice, nothing null.
enum StrictJSON {
    /// Writes a value compactly, names sorted: equal values give equal bytes.
    /// - Throws: ``ReportError/notFinite(field:)`` for a number JSON cannot hold.
    static func encode(_ value: some Encodable) throws(ReportError) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return Array(try encoder.encode(value))
        } catch EncodingError.invalidValue(_, let context) {
            throw .notFinite(field: DocumentPath(context.codingPath).description)
        } catch {
            throw .notFinite(field: "unknown (\(error))")
        }
    }

    /// Decodes the value of a whole document.
    /// - Throws: the first ``Problem`` of the text's structure.
    static func decode<Value: Decodable>(_ type: Value.Type, from document: JSONDocument) throws(Problem) -> Value {
        if let name = document.repeatedName() {
            throw Problem(
                DocumentPath(document.codingPath(to: name)), "the name occurs twice in one object",
                remedy: "remove one of the two")
        }
        let reading = JSONValueDecoder.Reading(document)
        let value: Value
        do {
            value = try JSONValueDecoder(reading: reading, index: 0).decode(type)
        } catch {
            throw Problem(decoding: error, document: document)
        }
        if let unread = reading.firstUnread {
            let path = DocumentPath(document.codingPath(to: unread))
            throw document.tokens[unread + 1].kind == .null
                ? Problem(path, "null stands for no value", remedy: "leave the field out")
                : Problem(
                    path, "the field is unknown", remedy: "remove it, or read the file with the program that wrote it")
        }
        return value
    }
}
