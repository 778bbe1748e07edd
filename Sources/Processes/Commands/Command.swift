import Foundation

/// A program with its arguments, ready to be started.
public struct Command: Equatable, Sendable {
    /// As the user wrote it; the path of a program that no user named.
    public let text: String
    /// The program's file.
    public let path: String
    /// The arguments, the program's own name first.
    public let arguments: [String]

    /// The shell that commands are handed to.
    static let shell = "/bin/sh"

    /// Splits `text` into words and looks for its program on the PATH.
    /// - Throws: ``CommandError`` for what cannot be split, and for a program that is not there.
    public init(splitting text: String) throws(CommandError) {
        let words = try CommandWords.split(text)
        guard let program = words.first, !program.isEmpty else { throw .empty(text) }
        self.text = text
        arguments = words
        path = try Self.find(program, command: text)
    }

    init(text: String, path: String, arguments: [String]) {
        (self.text, self.path, self.arguments) = (text, path, arguments)
    }

    /// The program at a path, with arguments that no one has to split.
    public init(path: String, arguments: [String]) {
        self.init(text: path, path: path, arguments: [path] + arguments)
    }

    /// Hands `text` to `/bin/sh -c`.
    /// - Throws: ``CommandError/empty(_:)``, ``CommandError/notFound(program:command:)``.
    public init(shell text: String) throws(CommandError) {
        guard text.contains(where: { !$0.isWhitespace }) else { throw .empty(text) }
        self.text = text
        arguments = [Self.shell, "-c", text]
        path = try Self.find(Self.shell, command: text)
    }

    private static func find(_ program: String, command: String) throws(CommandError) -> String {
        let folders =
            program.contains("/")
            ? [""]
            : (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(
                separator: ":", omittingEmptySubsequences: false
            ).map { $0.isEmpty ? "./" : "\($0)/" }
        let files = FileManager.default
        var refused: String?
        for path in folders.map({ $0 + program }) {
            var isFolder: ObjCBool = false
            guard files.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue else { continue }
            if files.isExecutableFile(atPath: path) { return path }
            refused = refused ?? path
        }
        if let refused { throw .notExecutable(path: refused, command: command) }
        throw .notFound(program: program, command: command)
    }
}
