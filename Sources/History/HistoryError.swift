/// What can go wrong with a history.
public enum HistoryError: Error, Equatable, Sendable {
    /// There is no file yet.
    case missing(file: String)
    /// The history has no run.
    case empty(file: String)
    /// The file is a database of another program.
    case foreign(file: String)
    /// The file is of another version of the tables.
    case otherVersion(file: String, version: Int, known: Int)
    /// The file is no database, or one that cannot be trusted.
    case damaged(file: String, cause: String)
    /// SQLite or the system refuses.
    case refused(file: String, cause: String, remedy: String)
    /// The run is in the history, and was another.
    case otherContents(report: String, run: String)
    /// No case, metric or host is called so.
    case unknown(kind: String, name: String, nearest: [String])
    /// A file of another program cannot be turned into a report.
    case unusable(file: String, cause: String, remedy: String)

    /// Which of the families of errors this is; the command line gives each its exit code.
    public enum Kind: Sendable {
        /// The words on the command line are wrong (64).
        case usage
        /// The data is wrong (65).
        case data
        /// The system refused (74).
        case inputOutput
    }

    /// Whether the words, the data or the system are to blame.
    public var kind: Kind {
        switch self {
        case .unknown: .usage
        case .foreign, .otherVersion, .damaged, .otherContents, .unusable: .data
        case .missing, .empty, .refused: .inputOutput
        }
    }
}

extension HistoryError: CustomStringConvertible {
    /// Place, cause and remedy.
    public var description: String {
        switch self {
        case .missing(let file):
            "\(file): there is no history yet; `bench track add REPORT…` or `bench track rebuild` makes one"
        case .empty(let file):
            "\(file): the history has no run yet; `bench track add REPORT…` adds one"
        case .foreign(let file):
            "\(file) is a database of another program; name another file with --history"
        case .otherVersion(let file, let version, let known) where version > known:
            "\(file) is a history of version \(version), and this program knows \(known); use the newer program, or name "
                + "another file with --history"
        case .otherVersion(let file, let version, let known):
            "\(file) is a history of version \(version), not \(known); \(Self.rebuild(file))"
        case .damaged(let file, let cause):
            "\(file) is damaged (\(cause)); \(Self.rebuild(file))"
        case .refused(let file, let cause, let remedy):
            "\(file): \(cause); \(remedy)"
        case .otherContents(let report, let run):
            "\(report): the history has run \(run) with other contents; one of the two files was changed: keep the right "
                + "one below results/ and use `bench track rebuild`"
        case .unknown(let kind, let name, let nearest):
            "the history has no \(kind) '\(name)'; "
                + (nearest.isEmpty
                    ? "`bench track list` shows what it has" : "nearest: \(nearest.joined(separator: ", "))")
        case .unusable(let file, let cause, let remedy):
            "\(file): \(cause); \(remedy)"
        }
    }

    private static func rebuild(_ file: String) -> String {
        "`bench track rebuild --history \(file)` makes it again from the reports"
    }
}
