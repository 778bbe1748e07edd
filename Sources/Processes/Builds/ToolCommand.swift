import Subprocess

#if canImport(System)
    import System
#else
    import SystemPackage
#endif

/// A command of the machine's, such as git, run to its end.
struct ToolCommand {
    let name: String
    let arguments: [String]
    let folder: String

    /// The most of its output that is kept.
    private static let mostSaid = 64 << 20

    init(_ name: String, _ arguments: [String], in folder: String) {
        self.name = name
        self.arguments = arguments
        self.folder = folder
    }

    /// How it ended.
    struct Outcome {
        var isSuccess: Bool
        /// Standard output and standard error, as they came.
        var said: String

        /// The last lines that are not empty.
        func lastLines(_ count: Int) -> [String] {
            said.split(whereSeparator: \.isNewline).suffix(count).map(String.init)
        }
    }

    /// Its words, whole.
    var line: String { ([name] + arguments).joined(separator: " ") }

    /// - Throws: ``BuildError/noCommand(_:cause:)``.
    nonisolated(nonsending) func outcome() async throws -> Outcome {
        do {
            let result = try await run(
                .name(name), arguments: Arguments(arguments), workingDirectory: FilePath(folder),
                output: .string(limit: Self.mostSaid), error: .combinedWithOutput)
            return Outcome(isSuccess: result.terminationStatus.isSuccess, said: result.standardOutput)
        } catch {
            throw BuildError.noCommand(name, cause: "\(error)")
        }
    }
}
