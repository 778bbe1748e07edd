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

    /// Decodes a value and holds the text against the same value written again.
    /// - Parameters:
    ///   - node: the structure of `bytes`.
    /// - Throws: the first ``Problem`` of the text's structure.
    static func decode<Value: Codable>(
        _ type: Value.Type, from bytes: [UInt8], node: JSONNode
    ) throws(Problem) -> Value {
        if let path = node.duplicateName() {
            throw Problem(path, "the name occurs twice in one object", remedy: "remove one of the two")
        }
        let value: Value
        do {
            value = try JSONDecoder().decode(type, from: Data(bytes))
        } catch {
            throw Problem(decoding: error, node: node)
        }
        // What was decoded from JSON is finite, and what the encoder writes can be scanned.
        guard let known = try? JSONScanner.scan(encode(value)) else { return value }
        if let unknown = node.firstField(missingIn: known) {
            throw unknown.isNull
                ? Problem(unknown.path, "null stands for no value", remedy: "leave the field out")
                : Problem(
                    unknown.path, "the field is unknown",
                    remedy: "remove it, or read the file with the program that wrote it")
        }
        return value
    }
}
