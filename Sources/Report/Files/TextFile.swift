import Foundation

/// Text written to files other than reports.
public enum TextFile {
    /// Puts `text` in the place of whatever is at `path`, whole or not at all.
    /// - Throws: ``ReportError/unwritable(file:cause:)``.
    public static func write(_ text: String, to path: String) throws(ReportError) {
        try OutputFile.replace(path, with: Array(text.utf8))
    }

    /// Makes a folder and those above it, where they are missing.
    /// - Throws: ``ReportError/unwritable(file:cause:)``.
    public static func makeFolder(_ path: String) throws(ReportError) {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            let cause = ((error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError)?.code ?? (error as NSError).code
            throw .unwritable(file: path, cause: SystemCause(number: Int32(clamping: cause)))
        }
    }
}
