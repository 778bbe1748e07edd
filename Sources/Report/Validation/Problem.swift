/// Something wrong in a report: where, what, and what to do about it.
public struct Problem: Error, Equatable, Sendable, CustomStringConvertible {
    /// The place in the document, such as `cases[3].metrics.time.interval`; empty for the document itself.
    public let path: String
    /// What is wrong there.
    public let cause: String
    /// What mends it.
    public let remedy: String

    init(_ path: DocumentPath, _ cause: String, remedy: String) {
        self.path = path.description
        self.cause = cause
        self.remedy = remedy
    }

    /// One line for a person.
    public var description: String {
        "\(path.isEmpty ? "the document" : path): \(cause); \(remedy)"
    }
}
