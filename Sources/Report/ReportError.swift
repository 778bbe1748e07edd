/// What can go wrong between a report or journal and its file.
public enum ReportError: Error, Equatable, Sendable {
    /// The system refuses to read a file.
    case unreadable(file: String, cause: SystemCause)
    /// The system refuses to write a file.
    case unwritable(file: String, cause: SystemCause)
    /// The file is not UTF-8, as all text here is.
    case notText(file: String)
    /// The file holds no JSON.
    case notJSON(file: String, reason: SyntaxError)
    /// The file is JSON of another kind; `schema` is what it calls itself.
    case foreign(file: String, schema: String?, expected: String)
    /// The file is of the right kind and not valid.
    case invalid(file: String, problems: [Problem])
    /// A value to be written has a NaN or an infinity, which JSON cannot hold.
    case notFinite(field: String)
    /// A line of a journal that is not the last, torn one cannot be read.
    case damagedLine(file: String, line: Int, cause: String)

    /// Which of the two families of errors this is; the command line gives each its exit code.
    public enum Kind: Sendable {
        /// The data is wrong (`EX_DATAERR`, 65).
        case data
        /// The system refused (`EX_IOERR`, 74).
        case inputOutput
    }

    /// Whether the data or the system is to blame.
    public var kind: Kind {
        switch self {
        case .unreadable, .unwritable: .inputOutput
        case .notText, .notJSON, .foreign, .invalid, .notFinite, .damagedLine: .data
        }
    }
}

extension ReportError: CustomStringConvertible {
    /// Problems beyond this number are counted, not listed.
    private static let listed = 20

    /// Place, cause and remedy.
    public var description: String {
        switch self {
        case .unreadable(let file, let cause):
            return "\(file) cannot be read: \(cause.text); \(cause.remedy)"
        case .unwritable(let file, let cause):
            return "\(file) cannot be written: \(cause.text); \(cause.remedy)"
        case .notText(let file):
            return "\(file): the file is no text (it is not UTF-8); give a text file"
        case .notJSON(let file, .truncated(let line)):
            return
                "\(file): \(SyntaxError.truncated(line: line)); the file was cut off, copy or make it again"
        case .notJSON(let file, let reason):
            return "\(file): \(reason); give a file that this program wrote"
        case .foreign(let file, let schema, let expected):
            let found = schema.map { "is of schema \"\($0)\"" } ?? "names no schema"
            return "\(file): the document \(found), not \"\(expected)\"; give a file of that schema"
        case .invalid(let file, let problems):
            let rest = problems.count - Self.listed
            return problems.prefix(Self.listed).map { "\(file): \($0)" }.joined(separator: "\n")
                + (rest > 0 ? "\n\(file): and \(rest) more problems; mend these first" : "")
        case .notFinite(let field):
            return
                "\(field) is not a finite number, which JSON cannot hold; call it unavailable with its reason"
        case .damagedLine(let file, let line, let cause):
            return "\(file): line \(line) is damaged: \(cause); remove the line, or start the run afresh"
        }
    }
}
