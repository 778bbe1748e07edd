/// Appends to a journal; what ``append(_:)`` has returned from survives the death of the process.
///
/// While a writer lives it holds a lock on its file, so that two runs never write one journal.
public struct JournalWriter<Header: Codable & Sendable, Entry: Codable & Sendable>: ~Copyable {
    private let file: OutputFile

    /// Starts a journal at `path`, where no file may be yet.
    /// - Throws: ``ReportError/unwritable(file:cause:)``, ``ReportError/notFinite(field:)``.
    public init(creating path: String, header: Header) throws(ReportError) {
        let first = try StrictJSON.encode(
            Journal<Header, Entry>.FirstLine(schema: Journal<Header, Entry>.schema, header: header))
        let file = try OutputFile(path, .create)
        try file.lock()
        try file.writeLine(first)
        self.file = file
    }

    /// Continues the journal at `path`, of which `journal` was read; a torn last line is cut off first.
    /// - Throws: ``ReportError/unwritable(file:cause:)``, with the cause `EWOULDBLOCK` and the file untouched while
    ///   another writer continues it.
    public init(continuing journal: Journal<Header, Entry>, at path: String) throws(ReportError) {
        let file = try OutputFile(path, .append)
        try file.lock()
        try file.truncate(to: journal.wholeBytes)
        self.file = file
    }

    /// Appends one entry and waits until it is on the disk.
    /// - Throws: ``ReportError/notFinite(field:)`` before anything is written;
    ///   ``ReportError/unwritable(file:cause:)``.
    public func append(_ entry: Entry) throws(ReportError) {
        try file.writeLine(StrictJSON.encode(entry))
    }
}
