extension Report {
    /// The document as JSON: names sorted, one metric or comparison a line; equal reports give equal bytes.
    /// - Throws: ``ReportError/notFinite(field:)``.
    public func json() throws(ReportError) -> [UInt8] {
        try JSONText.bytes(of: self)
    }

    /// Writes the document to `path`, whole or not at all.
    /// - Throws: ``ReportError/notFinite(field:)`` before anything is written;
    ///   ``ReportError/unwritable(file:cause:)``.
    public func write(to path: String) throws(ReportError) {
        try OutputFile.replace(path, with: json())
    }

    /// Reads a report's structure strictly: unknown, missing, repeated and null fields and wrong types are
    /// errors. What the fields mean is for ``validate()`` to judge.
    /// - Parameters:
    ///   - json: the document as UTF-8.
    ///   - file: what errors call the document.
    /// - Throws: ``ReportError`` of kind `data`.
    public init(json: [UInt8], file: String) throws(ReportError) {
        let document: JSONDocument
        do { document = try JSONScanner.scan(json) } catch { throw .notJSON(file: file, reason: error) }
        try document.requireSchema(Self.schema, file: file)
        do {
            self = try StrictJSON.decode(Self.self, from: document)
        } catch {
            throw .invalid(file: file, problems: [error])
        }
    }

    /// Reads and validates the report at `path`.
    /// - Throws: ``ReportError``; ``ReportError/invalid(file:problems:)`` with every problem that
    ///   ``validate()`` finds.
    public static func read(_ path: String) throws(ReportError) -> Report {
        try read(InputFile.bytes(of: path), file: path)
    }

    /// Reads and validates a document.
    /// - Parameters:
    ///   - json: the document as UTF-8.
    ///   - file: what errors call the document.
    /// - Throws: ``ReportError`` of kind `data`, as ``read(_:)`` does.
    public static func read(_ json: [UInt8], file: String) throws(ReportError) -> Report {
        let report = try Report(json: json, file: file)
        let problems = report.validate()
        if !problems.isEmpty { throw .invalid(file: file, problems: problems) }
        return report
    }
}

extension JSONDocument {
    /// - Throws: ``ReportError/foreign(file:schema:expected:)`` unless the document is of schema `expected`.
    func requireSchema(_ expected: String, file: String) throws(ReportError) {
        let found = member("schema").flatMap { tokens[$0].kind == .string ? text(at: $0) : nil }
        if found != expected { throw .foreign(file: file, schema: found, expected: expected) }
    }
}
