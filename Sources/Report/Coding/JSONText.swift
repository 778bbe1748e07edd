/// JSON for people and for `diff`.
public enum JSONText {
    /// Names sorted, one small value a line; equal values give equal text.
    /// - Throws: ``ReportError/notFinite(field:)``.
    public static func lines(of value: some Encodable) throws(ReportError) -> String {
        String(decoding: try bytes(of: value), as: UTF8.self)
    }

    /// The same as UTF-8.
    static func bytes(of value: some Encodable) throws(ReportError) -> [UInt8] {
        let compact = try StrictJSON.encode(value)
        do {
            return JSONLayout.lines(of: try JSONScanner.scan(compact))
        } catch {
            throw .notJSON(file: "the document", reason: error)
        }
    }
}
