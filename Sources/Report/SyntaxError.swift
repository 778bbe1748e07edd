/// Why a text is no JSON document.
public enum SyntaxError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Nothing but white space.
    case empty
    /// Zero bytes, or bytes that are no UTF-8.
    case binary
    /// The text ends inside a value; `line` is its last.
    case truncated(line: Int)
    /// A line that fits no JSON text.
    case unexpected(line: Int, what: String)

    /// What is wrong, without a remedy.
    public var description: String {
        switch self {
        case .empty: "the file is empty"
        case .binary: "the file is binary, not JSON text"
        case .truncated(let line): "the JSON breaks off in line \(line)"
        case .unexpected(let line, let what): "line \(line) is no JSON: \(what)"
        }
    }
}
