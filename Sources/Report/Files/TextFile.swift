/// Text in files other than reports.
public enum TextFile {
    /// The text of the file at `path`.
    /// - Throws: ``ReportError/unreadable(file:cause:)``, and ``ReportError/notText(file:)`` where it is not UTF-8.
    public static func read(_ path: String) throws(ReportError) -> String {
        guard let text = String(validating: try InputFile.bytes(of: path), as: UTF8.self) else {
            throw .notText(file: path)
        }
        return text
    }

    /// Puts `text` in the place of whatever is at `path`, whole or not at all.
    /// - Throws: ``ReportError/unwritable(file:cause:)``.
    public static func write(_ text: String, to path: String) throws(ReportError) {
        try OutputFile.replace(path, with: Array(text.utf8))
    }

    /// Returns where ``write(_:to:)`` could put a file at `path`; a file there stays as it is, and none is left behind.
    /// - Throws: ``ReportError/unwritable(file:cause:)`` where the folder is missing, gives no right to write, or `path`
    ///   is a folder itself.
    public static func requireWritable(_ path: String) throws(ReportError) {
        try OutputFile.requireReplaceable(path)
    }

    /// Makes a folder and those above it, where they are missing.
    /// - Throws: ``ReportError/unwritable(file:cause:)``.
    public static func makeFolder(_ path: String) throws(ReportError) {
        if let cause = Folder.make(path) { throw .unwritable(file: path, cause: cause) }
    }
}
