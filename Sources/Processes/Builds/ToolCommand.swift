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

    /// What a hook of git, a job of CI or a shell may have set, and what no command here may act upon.
    private static let environment = Environment.inherit.updating([
        // Else SwiftPM hands the traits to the compiler in an order that differs each time, and all is built anew.
        "SWIFT_DETERMINISTIC_HASHING": "1",
        // In a hook they name the repository and the index of the user's commit, whatever folder a command is run in.
        "GIT_DIR": nil, "GIT_WORK_TREE": nil, "GIT_INDEX_FILE": nil, "GIT_COMMON_DIR": nil, "GIT_PREFIX": nil,
        "GIT_NAMESPACE": nil, "GIT_OBJECT_DIRECTORY": nil, "GIT_ALTERNATE_OBJECT_DIRECTORIES": nil,
        // Makes the package's warnings errors, which a newer compiler has for an older commit.
        "CI": nil,
    ])

    /// How it ended.
    struct Outcome {
        var isSuccess: Bool
        /// Standard output.
        var output: String
        /// Standard error.
        var errors: String

        /// The first line of the output; nil where there is none.
        var answer: String? { output.split(whereSeparator: \.isNewline).first.map(String.init) }

        /// The last lines that are not empty, errors behind the output.
        func lastLines(_ count: Int) -> [String] {
            "\(output)\n\(errors)".split(whereSeparator: \.isNewline).suffix(count).map(String.init)
        }
    }

    /// Its words, whole.
    var line: String { ([name] + arguments).joined(separator: " ") }

    /// - Throws: ``BuildError/noCommand(_:cause:)``.
    nonisolated(nonsending) func outcome() async throws -> Outcome {
        do {
            let result = try await run(
                .name(name), arguments: Arguments(arguments), environment: Self.environment,
                workingDirectory: FilePath(folder), output: .string(limit: Self.mostSaid),
                error: .string(limit: Self.mostSaid))
            return Outcome(
                isSuccess: result.terminationStatus.isSuccess, output: result.standardOutput,
                errors: result.standardError)
        } catch {
            throw BuildError.noCommand(name, cause: "\(error)")
        }
    }
}
