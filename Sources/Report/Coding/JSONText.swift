/// Documents of other kinds than reports as JSON.
public enum JSONText {
    /// Names sorted, one small value a line; equal values give equal text.
    /// - Throws: ``ReportError/notFinite(field:)``.
    public static func lines(of value: some Encodable) throws(ReportError) -> String {
        let compact = try StrictJSON.encode(value)
        do {
            return String(decoding: JSONLayout.lines(of: compact, node: try JSONScanner.scan(compact)), as: UTF8.self)
        } catch {
            throw .notJSON(file: "the document", reason: error)
        }
    }
}
