/// What a run has finished so far: one JSON value a line, so that a run that is killed loses nothing
/// finished.
///
/// The first line names the schema and holds the header; every further line is one entry.
public struct Journal<Header: Codable & Sendable, Entry: Codable & Sendable>: Sendable {
    /// The only schema this type reads and writes.
    public static var schema: String { "edge-bench.journal/1" }

    /// What the run was asked for.
    public let header: Header
    /// What was finished, in the order of finishing.
    public let entries: [Entry]
    /// The number of the last line where it was cut off in the middle of writing (and is not among
    /// `entries`).
    public let tornLine: Int?
    /// The bytes up to the end of the last whole line.
    let wholeBytes: Int

    struct FirstLine: Codable {
        let schema: String
        let header: Header
    }

    /// Reads the journal at `path`. A last line without its line feed is what a killed process leaves: it is
    /// dropped, and ``tornLine`` says so.
    /// - Throws: ``ReportError``; ``ReportError/damagedLine(file:line:cause:)`` for any other line that
    ///   cannot be read.
    public static func read(_ path: String) throws(ReportError) -> Journal {
        let bytes = try InputFile.bytes(of: path)
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        // After the last line feed stands nothing, or what was torn.
        let torn = lines.removeLast()
        guard let first = lines.first.map(Array.init) else {
            throw .notJSON(file: path, reason: bytes.isEmpty ? .empty : .truncated(line: 1))
        }
        return Journal(
            header: try decodeFirst(first, file: path),
            entries: try decodeEntries(lines.dropFirst(), file: path),
            tornLine: torn.isEmpty ? nil : lines.count + 1,
            wholeBytes: bytes.count - torn.count)
    }

    private static func decodeFirst(_ line: [UInt8], file: String) throws(ReportError) -> Header {
        let document: JSONDocument
        do { document = try JSONScanner.scan(line) } catch { throw .notJSON(file: file, reason: error) }
        try document.requireSchema(schema, file: file)
        do {
            return try StrictJSON.decode(FirstLine.self, from: document).header
        } catch {
            throw .damagedLine(file: file, line: 1, cause: "\(error)")
        }
    }

    private static func decodeEntries(
        _ lines: ArraySlice<ArraySlice<UInt8>>, file: String
    ) throws(ReportError) -> [Entry] {
        var entries: [Entry] = []
        for (index, line) in zip(lines.indices, lines) {
            do {
                entries.append(try StrictJSON.decode(Entry.self, from: JSONScanner.scan(Array(line))))
            } catch let error as Problem {
                throw .damagedLine(file: file, line: index + 1, cause: error.description)
            } catch {
                throw .damagedLine(file: file, line: index + 1, cause: "it is no JSON")
            }
        }
        return entries
    }
}
